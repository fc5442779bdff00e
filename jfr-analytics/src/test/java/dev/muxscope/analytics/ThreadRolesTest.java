package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreadRolesTest {

  @ParameterizedTest
  @CsvSource({
    "mux-loop-0, event loop, event loop",
    "mux-acceptor, acceptor, platform threads",
    "mux-conn-17, connection thread, platform threads",
    "nioEventLoopGroup-2-1, event loop nioEventLoopGroup-#-#, event loop",
    "multiThreadIoEventLoopGroup-3-1, event loop multiThreadIoEventLoopGroup-#-#, event loop",
    "epollEventLoopGroup-5-2, event loop epollEventLoopGroup-#-#, event loop",
    "defaultEventLoopGroup-2-1, defaultEventLoopGroup-#-#, platform threads",
    "reactor-http-epoll-3, event loop reactor-http-epoll-#, event loop",
    "reactor-http-nio-12, event loop reactor-http-nio-#, event loop",
    "vert.x-eventloop-thread-0, event loop vert.x-eventloop-thread-#, event loop",
    "grpc-nio-worker-ELG-1-2, event loop grpc-nio-worker-ELG-#-#, event loop",
    "lettuce-nioEventLoop-4-1, event loop lettuce-nioEventLoop-#-#, event loop",
    "XNIO-1 I/O-2, event loop XNIO-# I/O-#, event loop",
    "XNIO-1 task-3, XNIO-# task-#, platform threads",
    "http-nio-8080-Poller, event loop http-nio-#-Poller, event loop",
    "http-nio-8080-Acceptor, http-nio-#-Acceptor, platform threads",
    "http-nio-8080-exec-7, http-nio-#-exec-#, platform threads",
    "qtp1330106945-25, qtp#-#, platform threads",
    "'qtp13-25-acceptor-0@57536d79-ServerConnector@4678c730{HTTP/1.1}{0.0.0.0:80}', qtp#-#-acceptor-#, platform threads",
    "dw-42 - GET /orders/123, dw-#, platform threads",
    "pool-3-thread-1, pool-#-thread-#, platform threads",
    "C2 CompilerThread0, compiler, JVM",
    "GC Thread#1, GC, JVM",
    "G1 Conc#0, GC, JVM",
    "VM Periodic Task Thread, VM, JVM",
    "JFR Periodic Tasks, JFR, JVM",
    "MasterPoller, poller, poller",
    "Read-Poller, poller, poller",
    "VirtualThread-unparker, poller, poller",
    "main, main, platform threads",
    "mux-worker-12, worker, platform threads",
    "'', other, platform threads"
  })
  void knowsThreadsByTheirNames(String name, String role, String family) {
    assertEquals(role, ThreadRoles.of(name, false, "main"));
    assertEquals(family, ThreadRoles.family(role));
  }

  @ParameterizedTest
  @CsvSource({
    "'', true, VirtualThreads, virtual threads",
    "mux-conn-3, true, VirtualThreads, virtual threads",
    "Read-Poller, true, VirtualThreads, poller",
    "ForkJoinPool-1-worker-2, false, CarrierThreads, carrier",
    "ForkJoinPool-1-worker-2, false, main, ForkJoinPool-#-worker-#"
  })
  void tellsVirtualThreadsFromTheirCarriers(
      String name, boolean virtual, String group, String role) {
    assertEquals(role, ThreadRoles.of(name, virtual, group));
  }
}
