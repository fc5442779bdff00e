package dev.muxscope.common.server;

import dev.muxscope.common.command.Session;
import dev.muxscope.common.event.IoCounters;
import dev.muxscope.common.transport.TlsIdentity;
import dev.muxscope.common.transport.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/// How clients come in: by which socket, with or without TLS, and what one too many is told. An
/// engine accepts. Safe for all threads.
public final class Door {

  private static final byte[] REFUSAL =
      "-ERR max number of clients reached\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Server server;
  private final IoCounters counters;
  private final Optional<TlsIdentity> tls;
  private final KeepAlive keepAlive = new KeepAlive();
  private volatile int port;

  Door(Server server) {
    this.server = server;
    this.counters = server.counters();
    this.tls = server.options().security().tls();
    this.port = server.options().port();
  }

  /// Opens the listening socket, in blocking mode, as the options say; to be called once. What the
  /// server does by the clock begins with it.
  ///
  /// @throws IllegalArgumentException if protected mode forbids the address; the message says how
  ///   to go on
  /// @throws IOException if the address cannot be had; the message says which and why
  public ServerSocketChannel listen() throws IOException {
    return listen(channel -> Housekeeping.begin(server, channel));
  }

  /// @param begin called with the socket once it listens; if that throws, it is closed again
  ServerSocketChannel listen(Consumer<ServerSocketChannel> begin) throws IOException {
    ServerOptions options = server.options();
    InetSocketAddress wanted = new InetSocketAddress(options.host(), options.port());
    if (wanted.isUnresolved()) {
      throw new IOException("no such host: " + options.host());
    }
    options.security().checkAddress(wanted);
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      // So that a server that was just stopped can be started again.
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      keepAlive.prepare(channel, server.limits().get(Limit.KEEPALIVE_TIME));
      channel.bind(wanted, options.backlog());
      port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
      begin.accept(channel);
      return channel;
    } catch (IOException | UnsupportedAddressTypeException e) {
      channel.close();
      String why = e instanceof IOException ? e.getMessage() : "IPv6 is not available";
      throw new IOException(
          "cannot listen at " + options.host() + ":" + options.port() + ": " + why, e);
    } catch (RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  /// The port that is listened at, or is to be.
  public int port() {
    return port;
  }

  /// Takes an accepted socket in. Closes it if there are too many, which it tells the client, and
  /// if the client has gone again already.
  ///
  /// @param engine what serves it; if that throws, the connection is let go again and the same is
  ///   thrown here
  public void welcome(SocketChannel accepted, Consumer<Session> engine) {
    try {
      accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
      keepAlive.begin(accepted, server.limits().get(Limit.KEEPALIVE_TIME));
      Optional<Session> session =
          server.admit(
              (InetSocketAddress) accepted.getRemoteAddress(),
              (InetSocketAddress) accepted.getLocalAddress());
      if (session.isPresent()) {
        handTo(engine, session.get());
      } else {
        refuse(accepted);
      }
    } catch (IOException _) {
      Transport.closeQuietly(accepted);
    } catch (RuntimeException | Error e) {
      Transport.closeQuietly(accepted);
      throw e;
    }
  }

  private void handTo(Consumer<Session> engine, Session session) {
    try {
      engine.accept(session);
    } catch (RuntimeException | Error e) {
      server.release(session, "not served");
      throw e;
    }
  }

  private void refuse(SocketChannel accepted) throws IOException {
    if (!secured()) {
      accepted.write(ByteBuffer.wrap(REFUSAL));
    }
    accepted.close();
  }

  /// Whether connections begin with a TLS handshake.
  public boolean secured() {
    return tls.isPresent();
  }

  /// What carries the bytes of a connection that was taken in. If connections are [#secured], that
  /// is a `TlsTransport`, whose handshake comes first; tell [#handshakeDone] or [#handshakeFailed]
  /// then. Until then the session has its own deadline.
  public Transport transport(SocketChannel accepted, Session session) {
    if (tls.isEmpty()) {
      return Transport.plain(accepted);
    }
    session.handshaking(true);
    return tls.get().accept(accepted);
  }

  /// Notes that a client has agreed on TLS.
  public void handshakeDone(Session session) {
    session.handshaking(false);
  }

  /// Notes a client that has not; none is worth a line in the log.
  ///
  /// @return why the connection ends, in a few words
  public String handshakeFailed(IOException e) {
    counters.failedHandshakes.increment();
    return "no TLS: " + e.getMessage();
  }
}
