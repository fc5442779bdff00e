package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectFramesTest {

  @ParameterizedTest
  @CsvSource({
    "sun.nio.ch.SelectorImpl.lockAndDoSelect, true",
    "sun.nio.ch.SelectorImpl.implCloseSelector, false",
    "sun.nio.ch.EPollSelectorImpl.wakeup, false",
    "io.netty.channel.epoll.Native.epollWait0, true",
    "io.netty.channel.epoll.Native.eventFdWrite, false",
    "io.netty.channel.kqueue.Native.keventWait, true",
    "io.netty.channel.uring.Native.ioUringEnter, true",
    "io.netty.incubator.channel.uring.Native.ioUringEnter, true",
    "io.grpc.netty.shaded.io.netty.channel.epoll.Native.epollWait, true",
    "main, false"
  })
  void areToldByTheMethod(String frame, boolean select) {
    assertEquals(select, SelectFrames.isSelect(frame));
  }
}
