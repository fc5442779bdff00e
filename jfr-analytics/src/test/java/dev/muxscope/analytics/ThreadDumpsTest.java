package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.analytics.ThreadDumps.DumpedThread;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreadDumpsTest {

  private static final String DUMP =
      """
      2026-01-01 00:00:00
      Full thread dump OpenJDK 64-Bit Server VM (25.0.3+9-LTS mixed mode, sharing):

      Threads class SMR info:
      _java_thread_list=0x00007f, length=3, elements={
      0x00007f
      }

      "main" #3 [1201] prio=5 os_prio=0 cpu=91.53ms elapsed=2.10s tid=0x00007f nid=1201 waiting on condition  [0x00007f]
         java.lang.Thread.State: TIMED_WAITING (sleeping)
      \tat java.lang.Thread.sleepNanos0(java.base@25.0.3/Native Method)
      \tat java.lang.Thread.sleep(java.base@25.0.3/Thread.java:509)
      \tat a.b.Main.main(Main.java:7)

      "http "8" exec-7" #40 [1240] daemon prio=5 os_prio=0 cpu=0.10ms elapsed=1.00s tid=0x00007f nid=1240 runnable  [0x00007f]
         java.lang.Thread.State: RUNNABLE
      \tat sun.nio.ch.SocketDispatcher.read0(java.base@25.0.3/Native Method)
      \tat sun.nio.ch.NioSocketImpl.implRead(java.base@25.0.3/NioSocketImpl.java:309)
      \tat app//a.b.Handler.run(Handler.java:12)
      \t- locked <0x000000> (a java.lang.Object)

         Locked ownable synchronizers:
      \t- None

      "ForkJoinPool-1-worker-2" #30 [1230] daemon prio=5 os_prio=0 cpu=2.00ms elapsed=8.01s tid=0x00007f  [0x00007f]
         Carrying virtual thread #315
      \tat jdk.internal.vm.Continuation.run(java.base@25.0.3/Continuation.java:254)
      \tat java.lang.VirtualThread$$Lambda/0x000000003d054180.run(java.base@25.0.3/Unknown Source)
         Mounted virtual thread #315
      \tat sun.nio.ch.SocketChannelImpl.read(java.base@25.0.3/SocketChannelImpl.java:617)
      \tat a.b.Handler.serve(Handler.java:115)

      "VM Thread" os_prio=0 cpu=1.00ms elapsed=2.20s tid=0x00007f nid=1210 runnable

      JNI global refs: 20, weak refs: 0

      """;

  @Test
  void areReadThreadByThread() {
    List<DumpedThread> threads = ThreadDumps.parse(DUMP);

    assertEquals(3, threads.size());
    assertEquals("main", threads.getFirst().name());
    assertEquals(91_530_000, threads.getFirst().cpuNanos());
    assertEquals("TIMED_WAITING", threads.getFirst().state());
    assertEquals(3, threads.getFirst().frames().size());
    assertEquals("Main.main", threads.getFirst().applicationFrame());
    assertEquals("http \"8\" exec-7", threads.get(1).name());
    assertEquals("Handler.run", threads.get(1).applicationFrame());
    assertEquals(ThreadWait.SLEEP, ThreadWait.of(threads.getFirst()));
    assertEquals(ThreadWait.READ, ThreadWait.of(threads.get(1)));
    assertEquals(ThreadWait.CARRYING, ThreadWait.of(threads.getLast()));
    assertEquals("Handler.serve", threads.getLast().applicationFrame());
  }

  @Test
  void maybeCutOrNoDumpAtAll() {
    assertEquals(List.of(), ThreadDumps.parse(""));
    assertEquals(List.of(), ThreadDumps.parse("\"\n\"unfinished\nat nothing("));
    for (int end = 0; end < DUMP.length(); end += 7) {
      assertTrue(ThreadDumps.parse(DUMP.substring(0, end)).size() <= 3);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RUNNABLE, sun.nio.ch.EPoll.wait sun.nio.ch.EPollSelectorImpl.doSelect"
        + " sun.nio.ch.SelectorImpl.lockAndDoSelect io.netty.channel.nio.NioEventLoop.run, SELECT",
    "RUNNABLE, io.netty.channel.epoll.Native.epollWait io.netty.channel.epoll.EpollEventLoop.run,"
        + " SELECT",
    "RUNNABLE, io.grpc.netty.shaded.io.netty.channel.epoll.Native.epollWait"
        + " io.grpc.netty.shaded.io.netty.channel.epoll.EpollEventLoop.run, SELECT",
    "RUNNABLE, io.netty.incubator.channel.uring.Native.ioUringEnter a.b.Loop.run, SELECT",
    "RUNNABLE, a.b.Handler.spin sun.nio.ch.SelectorImpl.lockAndDoSelect, RUNNING",
    "RUNNABLE, sun.nio.ch.Net.accept sun.nio.ch.NioSocketImpl.accept, ACCEPT",
    "RUNNABLE, sun.nio.ch.EPoll.wait sun.nio.ch.EPollPoller.poll sun.nio.ch.Poller.pollLoop, POLLER",
    "RUNNABLE, sun.nio.ch.EPoll.wait sun.nio.ch.EPollPort$EventHandlerTask.poll"
        + " sun.nio.ch.EPollPort$EventHandlerTask.run java.lang.Thread.run, COMPLETION",
    "RUNNABLE, sun.nio.ch.Net.poll sun.nio.ch.SocketChannelImpl.blockingRead"
        + " sun.nio.ch.SocketInputStream.read a.b.C.d, READ",
    "RUNNABLE, sun.nio.ch.Net.poll sun.nio.ch.SocketChannelImpl.blockingWriteFully a.b.C.d, WRITE",
    "RUNNABLE, sun.nio.ch.Net.poll sun.nio.ch.SocketChannelImpl.blockingConnect"
        + " sun.nio.ch.SocketAdaptor.connect a.b.C.d, CONNECT",
    "RUNNABLE, sun.nio.ch.Net.poll sun.nio.ch.ServerSocketChannelImpl.blockingAccept"
        + " sun.nio.ch.ServerSocketAdaptor.accept a.b.C.d, ACCEPT",
    "RUNNABLE, java.net.SocketInputStream.socketRead0 a.b.C.d, READ",
    "RUNNABLE, sun.nio.ch.SocketDispatcher.read0 sun.nio.ch.SocketChannelImpl.read a.b.C.d, READ",
    "RUNNABLE, sun.nio.ch.SocketDispatcher.read0 sun.nio.ch.SocketChannelImpl.read"
        + " io.netty.buffer.PooledByteBuf.setBytes io.netty.channel.nio.NioEventLoop.run, RUNNING",
    "RUNNABLE, sun.nio.ch.SocketDispatcher.read0 sun.nio.ch.NioSocketImpl.read a.b.Driver.ask"
        + " io.netty.channel.nio.NioEventLoop.run, READ",
    "WAITING, jdk.internal.misc.Unsafe.park java.util.concurrent.locks.LockSupport.park"
        + " org.jboss.threads.EnhancedQueueExecutor$PoolThreadNode.park"
        + " org.jboss.threads.EnhancedQueueExecutor$ThreadBody.run, POOL_IDLE",
    "RUNNABLE, java.io.FileInputStream.readBytes java.io.FileInputStream.read, FILE",
    "WAITING, jdk.internal.misc.Unsafe.park java.util.concurrent.LinkedBlockingQueue.take"
        + " java.util.concurrent.ThreadPoolExecutor.getTask, POOL_IDLE",
    "WAITING, jdk.internal.misc.Unsafe.park org.apache.tomcat.util.threads.TaskQueue.take"
        + " org.apache.tomcat.util.threads.ThreadPoolExecutor.getTask, POOL_IDLE",
    "WAITING, jdk.internal.misc.Unsafe.park java.util.concurrent.ForkJoinPool.awaitWork, POOL_IDLE",
    "WAITING, jdk.internal.misc.Unsafe.park java.util.concurrent.locks.ReentrantLock.lock a.b.C.d,"
        + " LOCK",
    "WAITING, jdk.internal.misc.Unsafe.park"
        + " java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject.await"
        + " java.util.concurrent.ArrayBlockingQueue.take a.b.C.d, QUEUE",
    "TIMED_WAITING, jdk.internal.misc.Unsafe.park"
        + " java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject.awaitNanos"
        + " org.apache.commons.pool2.impl.LinkedBlockingDeque.pollFirst a.b.C.d, OTHER",
    "TIMED_WAITING, jdk.internal.misc.Unsafe.park java.util.concurrent.LinkedBlockingDeque.pollFirst"
        + " a.b.C.d, QUEUE",
    "BLOCKED, a.b.C.d, LOCK",
    "WAITING, java.lang.Object.wait0 java.lang.ref.ReferenceQueue.remove, OTHER"
  })
  void tellWhatAThreadWaitsFor(String state, String frames, ThreadWait wait) {
    DumpedThread thread = new DumpedThread("t", 0, state, List.of(frames.split(" +")));

    assertEquals(wait, ThreadWait.of(thread));
  }
}
