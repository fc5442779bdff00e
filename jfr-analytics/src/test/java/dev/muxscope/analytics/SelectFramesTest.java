package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectFramesTest {

  @ParameterizedTest
  @CsvSource({
    "sun.nio.ch.SelectorImpl.lockAndDoSelect, true, false",
    "sun.nio.ch.SelectorImpl.implCloseSelector, false, false",
    "sun.nio.ch.EPollSelectorImpl.wakeup, false, false",
    "io.netty.channel.epoll.Native.epollWait0, true, false",
    "io.netty.channel.epoll.Native.eventFdWrite, false, false",
    "io.netty.channel.kqueue.Native.keventWait, true, true",
    "io.netty.channel.uring.Native.ioUringEnter, true, true",
    "io.netty.incubator.channel.uring.Native.ioUringEnter, true, true",
    "io.grpc.netty.shaded.io.netty.channel.epoll.Native.epollWait, true, true",
    "main, false, false"
  })
  void areToldByTheMethod(String frame, boolean select, boolean uncounted) {
    assertEquals(select, SelectFrames.isSelect(frame));
    assertEquals(uncounted, SelectFrames.isUncounted(frame));
  }
}
