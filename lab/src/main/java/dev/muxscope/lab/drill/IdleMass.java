package dev.muxscope.lab.drill;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// As many idle connections as there may be, as a fault.
///
/// Begun and ended by the drill's thread.
final class IdleMass implements Fault {

  /// Each takes a descriptor here and one in the server.
  static final int WANTED = 15_000;

  private final Duration mostToBegin;
  private final List<Mass> masses = new ArrayList<>();

  /// @param mostToBegin what is not open by then is not opened
  IdleMass(Duration mostToBegin) {
    this.mostToBegin = mostToBegin;
  }

  /// @param connections that were opened
  /// @param obstacle why not more; empty if there are as many as were wanted
  record Mass(int connections, String obstacle) {}

  /// What each beginning up to now came to.
  List<Mass> masses() {
    return List.copyOf(masses);
  }

  @Override
  public Acting begin(InetSocketAddress server) {
    IdleSockets sockets = new IdleSockets(server);
    sockets.openUpTo(WANTED, System.nanoTime() + mostToBegin.toNanos());
    masses.add(new Mass(sockets.count(), sockets.obstacle()));
    return sockets::close;
  }
}
