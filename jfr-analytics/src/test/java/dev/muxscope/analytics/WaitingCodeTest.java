package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitingCodeTest {

  @ParameterizedTest
  @CsvSource({
    "sun.nio.ch.SocketDispatcher, true",
    "java.lang.VirtualThread, true",
    "io.netty.channel.epoll.Native, true",
    "io.netty.channel.unix.Socket, true",
    "io.netty.channel.unix.FileDescriptor, true",
    "io.grpc.netty.shaded.io.netty.channel.unix.FileDescriptor, true",
    "io.netty.handler.codec.http.HttpObjectDecoder, false",
    "java.util.concurrent.ForkJoinPool, false"
  })
  void isKnownByItsTypes(String type, boolean waits) {
    assertEquals(waits, WaitingCode.waits("main", List.of("java.lang.Object", type)));
  }

  @ParameterizedTest
  @CsvSource({"carrier, true", "ForkJoinPool-#-worker-#, false"})
  void isAllThatCarriersDoForThemselves(String role, boolean waits) {
    assertEquals(waits, WaitingCode.waits(role, List.of("java.util.concurrent.ForkJoinPool")));
  }
}
