package dev.muxscope.analytics;

import java.util.Map;

/// Which methods wait for ready sockets on behalf of many connections: the JDK's selectors, and
/// Netty's native transports, also where another library holds a copy of them in packages of its
/// own, as gRPC does.
final class SelectFrames {

  private static final String SELECTOR = "sun.nio.ch.SelectorImpl";

  // What the names of Netty's types end with, and how the methods begin that wait in the kernel.
  private static final Map<String, String> NATIVE =
      Map.of(
          ".channel.epoll.Native", "epollWait",
          ".channel.kqueue.Native", "keventWait",
          ".channel.uring.Native", "ioUringEnter");

  private SelectFrames() {}

  /// Whether a method waits. By the method, as any thread may load its class or wake it up.
  static boolean isSelect(String type, String method) {
    return type.equals(SELECTOR)
        ? method.equals("lockAndDoSelect")
        : NATIVE.entrySet().stream()
            .anyMatch(wait -> type.endsWith(wait.getKey()) && method.startsWith(wait.getValue()));
  }

  /// Whether a frame, as `a.b.Type.method`, is of such a method.
  static boolean isSelect(String frame) {
    int method = frame.lastIndexOf('.');
    return method > 0 && isSelect(frame.substring(0, method), frame.substring(method + 1));
  }

  /// Whether it is one that the JDK makes.
  static boolean isSelector(String type) {
    return type.equals(SELECTOR);
  }
}
