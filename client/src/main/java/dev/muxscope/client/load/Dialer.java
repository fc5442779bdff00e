package dev.muxscope.client.load;

import dev.muxscope.client.HostPort;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// Begins connections.
///
/// Owned by the loop's thread.
final class Dialer {

  private final LoadOptions options;
  private final InetSocketAddress address;
  private final Selector selector;
  private final Outbox.Source outboxes;
  private final SourceAddresses sources;
  private final Greeting greeting;
  private int dialled;

  /// @throws LoadException when there is no such host
  Dialer(LoadOptions options, Selector selector, Outbox.Source outboxes) throws LoadException {
    this.options = options;
    this.address = resolve(options.target());
    this.selector = selector;
    this.outboxes = outboxes;
    this.greeting = Greeting.of(options.credentials());
    this.sources = SourceAddresses.of(options, address.getAddress());
  }

  private static InetSocketAddress resolve(HostPort target) throws LoadException {
    InetSocketAddress address = target.address();
    if (address.isUnresolved()) {
      throw new LoadException(target + ": no host of that name is known");
    }
    return address;
  }

  /// Begins a connection, which its key's readiness will take further.
  ///
  /// @throws LoadException when this machine has no file or port left for it
  /// @throws IOException when it is refused at once
  LoadConnection dial() throws LoadException, IOException {
    dialled++;
    SocketChannel channel = openChannel();
    try {
      return connect(channel);
    } catch (BindException e) {
      close(channel);
      throw new LoadException(describe() + ": no port left on this machine: " + e.getMessage());
    } catch (IOException e) {
      close(channel);
      throw e;
    }
  }

  private SocketChannel openChannel() throws LoadException {
    try {
      return SocketChannel.open();
    } catch (IOException e) {
      throw new LoadException(describe() + ": " + e.getMessage() + ": is `ulimit -n` high enough?");
    }
  }

  private LoadConnection connect(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    sources.bind(channel);
    SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
    var connection =
        new LoadConnection(channel, key, outboxes.newOutbox(), options.pace().pipeline(), greeting);
    key.attach(connection);
    // One that is connected at once is reported as ready to be finished all the same.
    boolean _ = channel.connect(address);
    return connection;
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException _) {
      // It was never open.
    }
  }

  private String describe() {
    return options.target() + ": connection " + dialled + " of " + options.connections().open();
  }

  int dialled() {
    return dialled;
  }

  int sourceAddresses() {
    return sources.count();
  }
}
