package dev.muxscope.conformance;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;

/// A client that makes TLS records and sends them when and as it likes. One thread at a time uses
/// it.
final class TlsRecords implements AutoCloseable {

  private static final int ROOM = 64 * 1024;

  private final Socket socket;
  private final SSLEngine engine;

  /// Encrypted bytes, and decrypted ones, each between position and limit.
  private final ByteBuffer in = ByteBuffer.allocate(ROOM).limit(0);

  private final ByteBuffer opened = ByteBuffer.allocate(ROOM).limit(0);

  /// @param behind what to send by the same write as the end of the handshake
  TlsRecords(InetSocketAddress server, String authority, byte[] behind)
      throws IOException, GeneralSecurityException {
    socket = TlsConnection.plain(server);
    engine = TlsConnection.context(authority).createSSLEngine("localhost", server.getPort());
    engine.setUseClientMode(true);
    engine.beginHandshake();
    agree(behind);
  }

  private void agree(byte[] behind) throws IOException {
    HandshakeStatus status = engine.getHandshakeStatus();
    while (status != HandshakeStatus.NOT_HANDSHAKING) {
      switch (status) {
        case NEED_TASK -> engine.getDelegatedTask().run();
        case NEED_WRAP -> {
          byte[] record = wrap(ByteBuffer.allocate(0));
          boolean last = engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
          send(record, last ? behind : new byte[0]);
        }
        default -> openRecord();
      }
      status = engine.getHandshakeStatus();
    }
  }

  private byte[] wrap(ByteBuffer from) throws IOException {
    ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(from, record);
    byte[] bytes = new byte[record.flip().remaining()];
    record.get(bytes);
    return bytes;
  }

  /// A record of what text with [Escapes] means; not sent.
  byte[] sealed(String escaped) throws IOException {
    return wrap(ByteBuffer.wrap(Escapes.decode(escaped)));
  }

  /// A record that asks the server for new keys; not sent.
  byte[] newKeys() throws IOException {
    engine.beginHandshake();
    return wrap(ByteBuffer.allocate(0));
  }

  /// `close_notify`; not sent.
  byte[] goodbye() throws IOException {
    engine.closeOutbound();
    return wrap(ByteBuffer.allocate(0));
  }

  /// Sends all by one write.
  void send(byte[]... records) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] record : records) {
      all.writeBytes(record);
    }
    socket.getOutputStream().write(all.toByteArray());
  }

  void expect(String escaped) throws IOException {
    byte[] wanted = Escapes.decode(escaped);
    byte[] got = new byte[wanted.length];
    for (int i = 0; i < got.length; i++) {
      awaitOpened();
      got[i] = opened.get();
    }
    TlsConnection.assertBytes(wanted, got);
  }

  /// Reads so many bytes, whatever they are.
  void skip(long bytes) throws IOException {
    long left = bytes;
    while (left > 0) {
      awaitOpened();
      int part = (int) Math.min(left, opened.remaining());
      opened.position(opened.position() + part);
      left -= part;
    }
  }

  private void awaitOpened() throws IOException {
    while (!opened.hasRemaining()) {
      if (!openRecord()) {
        throw new AssertionError("the server has said goodbye too early");
      }
    }
  }

  /// Demands that the server says goodbye by `close_notify`, and sends nothing before it.
  void expectGoodbye() throws IOException {
    while (openRecord()) {
      if (opened.hasRemaining()) {
        throw new AssertionError("sends data instead of its goodbye");
      }
    }
  }

  /// Reads whatever comes until the server closes, be it by a reset, and with or without a goodbye.
  void expectEnd() throws IOException {
    expectEnd(socket);
  }

  /// The same of a connection that TLS is not agreed on.
  static void expectEnd(Socket socket) throws IOException {
    try {
      socket.getInputStream().skipNBytes(Long.MAX_VALUE);
    } catch (EOFException | SocketException _) {
      // As wanted. A server that keeps it open makes it a SocketTimeoutException.
    }
  }

  /// Decrypts one record; false if it was `close_notify`.
  private boolean openRecord() throws IOException {
    opened.compact();
    Status status = engine.unwrap(in, opened).getStatus();
    opened.flip();
    if (status == Status.BUFFER_UNDERFLOW) {
      fill();
    }
    return status != Status.CLOSED;
  }

  private void fill() throws IOException {
    in.compact();
    int length = socket.getInputStream().read(in.array(), in.position(), in.remaining());
    if (length < 0) {
      throw new AssertionError("closed without a goodbye");
    }
    in.position(in.position() + length).flip();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
