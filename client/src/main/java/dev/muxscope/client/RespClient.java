package dev.muxscope.client;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// A small blocking client: sends a request, waits for the reply.
///
/// After an [IOException] the connection is of no more use: a late reply would be taken for the
/// answer to the next request. Owned by one thread at a time.
public final class RespClient implements AutoCloseable {

  private static final int INPUT_BYTES = 16 << 10;

  private final Socket socket;
  private final ReplyReader reader = new ReplyReader();
  private final ByteBuffer input = ByteBuffer.allocate(INPUT_BYTES).limit(0);

  private RespClient(Socket socket) {
    this.socket = socket;
  }

  /// Connects.
  ///
  /// @param timeout of the connecting and of each read; zero waits for ever
  /// @throws java.net.SocketTimeoutException when the timeout passes
  public static RespClient connect(InetSocketAddress address, Duration timeout) throws IOException {
    return connect(address, timeout, Credentials.none());
  }

  /// Connects, by TLS if the credentials say so, and sends the password if they have one.
  ///
  /// @param timeout of the connecting and of each read; zero waits for ever
  /// @throws java.net.SocketTimeoutException when the timeout passes
  /// @throws IOException also when the server cannot be trusted, or does not take the password
  public static RespClient connect(
      InetSocketAddress address, Duration timeout, Credentials credentials) throws IOException {
    // Closed by the client, or here when connecting fails.
    @SuppressWarnings("resource")
    var socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(address, Math.toIntExact(timeout.toMillis()));
      socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
      var client = new RespClient(secured(socket, address, credentials));
      client.authenticate(credentials);
      return client;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static Socket secured(Socket socket, InetSocketAddress address, Credentials credentials)
      throws IOException {
    if (credentials.tls().isEmpty()) {
      return socket;
    }
    var factory = credentials.tls().get().getSocketFactory();
    var secured =
        (SSLSocket) factory.createSocket(socket, address.getHostString(), address.getPort(), true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3"});
    // That the certificate is for this host; other protocols over TLS use the same rules.
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  private void authenticate(Credentials credentials) throws IOException {
    if (credentials.hasPassword()) {
      sendRaw(credentials.request());
      if (receive() instanceof Reply.ErrorReply(String text)) {
        throw new IOException("the password is not taken: " + text);
      }
    }
  }

  /// Sets how long a read waits; zero for ever.
  public void setTimeout(Duration timeout) throws IOException {
    socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
  }

  /// Sends a request of UTF-8 arguments and waits for its reply.
  ///
  /// @return the next reply or pushed message, a [Reply.ErrorReply] included
  /// @throws IOException when the connection fails, is closed, times out or delivers no RESP
  public Reply call(String... arguments) throws IOException {
    return call(Arrays.stream(arguments).map(RespClient::utf8).toList());
  }

  /// Sends a request of arguments of any bytes and waits for its reply.
  ///
  /// @see #call(String...)
  public Reply call(List<byte[]> arguments) throws IOException {
    send(arguments);
    return receive();
  }

  /// Sends a request and does not wait: replies come in the order of their requests.
  public void send(List<byte[]> arguments) throws IOException {
    sendRaw(RequestLine.encode(arguments));
  }

  /// Sends bytes as they are, a whole pipeline or something malformed.
  public void sendRaw(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /// Waits for the next reply or pushed message.
  ///
  /// @throws EOFException when the server closed the connection
  /// @throws IOException when the connection fails, times out or delivers no RESP
  public Reply receive() throws IOException {
    try {
      Optional<Reply> reply = reader.read(input);
      while (reply.isEmpty()) {
        fill();
        reply = reader.read(input);
      }
      return reply.get();
    } catch (ReplyFormatException e) {
      throw new IOException("the server's reply is no RESP: " + e.getMessage(), e);
    }
  }

  /// Waits for several replies.
  public List<Reply> receive(int count) throws IOException {
    var replies = new ArrayList<Reply>(count);
    while (replies.size() < count) {
      replies.add(receive());
    }
    return replies;
  }

  private void fill() throws IOException {
    int read = socket.getInputStream().read(input.array());
    if (read < 0) {
      throw new EOFException("the server closed the connection");
    }
    input.position(0).limit(read);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Idempotent.
  @Override
  public void close() throws IOException {
    socket.close();
  }
}
