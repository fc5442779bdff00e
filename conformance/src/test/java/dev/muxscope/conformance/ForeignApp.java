package dev.muxscope.conformance;

import java.util.List;

/// The applications that know nothing of Muxscope, each with the load it gets: some connections,
/// and on each so many requests at a pace that leaves them idle for most of the time.
enum ForeignApp {
  /// A servlet container: a selector hands requests to 60 threads, which wait 15 ms for each.
  TOMCAT("TomcatService", List.of("15", "60"), 40, 120, 40),
  /// Two event loops that are idle for most of the time.
  NETTY("NettyService", List.of("0", "nio"), 40, 120, 40),
  /// Two event loops, each held for 15 ms by every one of 50 requests a second.
  NETTY_HELD("NettyService", List.of("15", "nio"), 20, 24, 200),
  /// As NETTY, on Netty's own transport, which waits and reads past the JDK.
  NETTY_EPOLL("NettyService", List.of("0", "epoll"), 40, 120, 40),
  /// A virtual thread for each connection.
  VIRTUAL_THREADS("VirtualThreadService", List.of("0"), 40, 120, 40),
  /// 64 platform threads, of which 40 block in the read of a connection, for 8 s: the probe dumps
  /// threads every 5 s, and a dump alone tells of them.
  PLATFORM_POOL("PlatformPoolService", List.of(), 40, 200, 40);

  private final String type;
  private final List<String> arguments;
  private final int connections;
  private final int requestsEach;
  private final int paceMillis;

  ForeignApp(
      String type, List<String> arguments, int connections, int requestsEach, int paceMillis) {
    this.type = "dev.muxscope.conformance.foreign." + type;
    this.arguments = arguments;
    this.connections = connections;
    this.requestsEach = requestsEach;
    this.paceMillis = paceMillis;
  }

  /// Its main class.
  String type() {
    return type;
  }

  List<String> arguments() {
    return arguments;
  }

  int connections() {
    return connections;
  }

  int requestsEach() {
    return requestsEach;
  }

  /// From one request of a connection to its next, if the reply has come by then.
  int paceMillis() {
    return paceMillis;
  }

  /// Whether it can run here: Netty's own transport is there for one kind of machine.
  boolean runsHere() {
    return this != NETTY_EPOLL
        || (System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64"));
  }

  /// Whether it speaks HTTP; the others send back what they get.
  boolean speaksHttp() {
    return this == TOMCAT;
  }
}
