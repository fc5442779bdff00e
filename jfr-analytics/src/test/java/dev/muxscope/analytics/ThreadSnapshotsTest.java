package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.analytics.ThreadSnapshots.FullPool;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadSnapshotsTest {

  private static final String READ = "java.base/sun.nio.ch.NioSocketImpl.implRead";
  private static final String SLEEP = "java.base/java.lang.Thread.sleep";
  private static final String IDLE = "java.base/java.util.concurrent.ThreadPoolExecutor.getTask";
  private static final String SELECT = "java.base/sun.nio.ch.SelectorImpl.lockAndDoSelect";
  private static final String ACCEPT = "java.base/sun.nio.ch.ServerSocketChannelImpl.accept";
  private static final String AWAIT =
      "java.base/java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject.await";
  private static final String POLL = "java.base/java.util.concurrent.SynchronousQueue.poll";
  private static final String HIKARI = "com.zaxxer.hikari.util.ConcurrentBag.borrow";
  private static final String CONSUMER = "org.apache.kafka.clients.consumer.KafkaConsumer.poll";
  private static final String JETTY = "org.eclipse.jetty.util.thread.QueuedThreadPool$Runner.run";
  private static final String WORKER =
      "java.base/java.util.concurrent.ThreadPoolExecutor.runWorker";

  private final ThreadSnapshots snapshots = new ThreadSnapshots();

  private static String thread(String name, String state, String... frames) {
    StringBuilder text =
        new StringBuilder("\"" + name + "\" #12 [34] prio=5 os_prio=0 cpu=1.00ms elapsed=2.00s\n");
    text.append("   java.lang.Thread.State: ").append(state).append('\n');
    for (String frame : frames) {
      text.append("\tat ").append(frame).append("(Source.java:1)\n");
    }
    return text.append('\n').toString();
  }

  private void dump(String... threads) {
    snapshots.add(ThreadDumps.parse(String.join("", threads)));
  }

  private void dumpPool(int blocked, int idle) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < blocked; i++) {
      text.append(thread("pool-1-thread-" + i, "RUNNABLE", READ, "app.Echo.run", WORKER));
    }
    for (int i = 0; i < idle; i++) {
      text.append(thread("pool-1-thread-9" + i, "WAITING", IDLE, WORKER));
    }
    dump(text.toString());
  }

  private FullPool fullPool() {
    return snapshots.fullPool(_ -> true);
  }

  @Test
  void knowsAPoolThatIsFullInTwoDumps() {
    dumpPool(8, 0);
    assertEquals(0, fullPool().threads());

    dumpPool(8, 0);
    assertEquals("pool-1-thread-#", fullPool().name());
    assertEquals(8, fullPool().threads());
  }

  @Test
  void tellsWhetherAFullPoolMostlyReads() {
    for (int i = 0; i < 2; i++) {
      dump(
          thread("pool-1-thread-1", "RUNNABLE", READ, WORKER),
          thread("pool-1-thread-2", "TIMED_WAITING", SLEEP, WORKER));
    }
    assertTrue(fullPool().mostlyReads());

    dump(
        thread("pool-1-thread-1", "RUNNABLE", READ, WORKER),
        thread("pool-1-thread-2", "TIMED_WAITING", SLEEP, WORKER),
        thread("pool-1-thread-3", "TIMED_WAITING", SLEEP, WORKER));
    assertFalse(fullPool().mostlyReads());
  }

  @Test
  void tellsWhetherAFullPoolMostlyWaitsForSocketsOrTime() {
    dumpAskingTwice("http", 2);
    assertTrue(fullPool().mostlyOutside());

    dumpAskingTwice("slow-http", 3);
    assertEquals("slow-http", fullPool().name());
    assertFalse(fullPool().mostlyOutside());
  }

  private void dumpAskingTwice(String pool, int asking) {
    String threads =
        thread(pool, "RUNNABLE", READ, WORKER)
            + thread(pool, "TIMED_WAITING", SLEEP, WORKER)
            + thread(pool, "WAITING", AWAIT, "app.Pool.borrow", WORKER).repeat(asking);
    dump(threads);
    dump(threads);
  }

  private static String threads(String name, int many, String state, String... frames) {
    return IntStream.rangeClosed(1, many)
        .mapToObj(i -> thread(name.formatted(i), state, frames))
        .collect(Collectors.joining());
  }

  @Test
  void keepsPoolsApartWhoseNamesDifferInMoreThanTheThreadsNumber() {
    for (int i = 0; i < 2; i++) {
      dump(
          threads("http-nio-8080-exec-%d", 8, "TIMED_WAITING", SLEEP, WORKER),
          thread("http-nio-8081-exec-1", "WAITING", IDLE, WORKER),
          threads("pool-%d-thread-1", 10, "TIMED_WAITING", SLEEP, WORKER));
    }

    assertEquals("http-nio-8080-exec-#", fullPool().name());
    assertEquals(8, fullPool().threads());
    FullPool other = snapshots.fullPool(pool -> !pool.equals(fullPool()));
    assertEquals(1, other.threads());
  }

  @Test
  void doesNotCountThreadsThatWatchForTheirPool() {
    for (int i = 0; i < 2; i++) {
      dump(
          thread("qtp1-1", "RUNNABLE", SELECT, JETTY),
          thread("qtp1-2", "RUNNABLE", ACCEPT, JETTY),
          thread("qtp1-3", "RUNNABLE", READ, "app.Driver.ask", JETTY),
          thread("qtp1-4", "RUNNABLE", READ, "app.Driver.ask", JETTY));
    }
    for (int i = 0; i < 3; i++) {
      dump(
          thread("qtp1-1", "RUNNABLE", SELECT, JETTY),
          thread("qtp1-3", "WAITING", "org.eclipse.jetty.QueuedThreadPool.idleJobPoll", JETTY));
    }

    assertEquals("qtp1-#", fullPool().name());
    assertEquals(2, fullPool().threads());
    assertEquals(2, fullPool().full());
    assertEquals(2, fullPool().dumps());
  }

  @Test
  void callsNoPoolFullThatOnlyWatches() {
    for (int i = 0; i < 2; i++) {
      dump(
          thread("pool-1-thread-1", "RUNNABLE", SELECT, "app.Loop.run", WORKER),
          thread("pool-1-thread-2", "RUNNABLE", ACCEPT, "app.Loop.run", WORKER));
    }

    assertEquals(0, fullPool().threads());
  }

  @Test
  void callsNoPoolOfAClientsConsumersFull() {
    for (int i = 0; i < 2; i++) {
      dump(
          thread("pool-1-thread-1", "RUNNABLE", SELECT, CONSUMER, WORKER),
          thread("pool-1-thread-2", "RUNNABLE", READ, "app.Driver.ask", WORKER));
    }
    assertEquals(0, fullPool().threads());

    for (int i = 0; i < 3; i++) {
      dump(thread("pool-1-thread-1", "RUNNABLE", SELECT, CONSUMER, WORKER));
    }
    dumpPool(8, 0);
    dumpPool(8, 0);
    assertEquals(0, fullPool().threads());
  }

  @Test
  void knowsPoolsOfPekkoAndGrizzlyButNoCarriers() {
    String forkJoin = "java.base/java.util.concurrent.ForkJoinPool.runWorker";
    String grizzly = "org.glassfish.grizzly.threadpool.AbstractThreadPool$Worker.run";
    for (int i = 0; i < 2; i++) {
      dump(
          thread("ForkJoinPool-1-worker-1", "RUNNABLE", READ, forkJoin),
          thread("ForkJoinPool-1-worker-2", "RUNNABLE", READ, forkJoin),
          thread("ForkJoinPool-1-worker-3", "RUNNABLE", READ, forkJoin),
          thread("http-listener(1)", "RUNNABLE", READ, grizzly),
          thread("http-listener(2)", "RUNNABLE", READ, grizzly),
          thread("app-pekko.actor.default-dispatcher-4", "RUNNABLE", READ, forkJoin));
    }
    assertEquals("http-listener(#)", fullPool().name());
    assertEquals(3, snapshots.mostPooled(Set.of(ThreadWait.READ)));
  }

  @Test
  void knowsWhoAcceptsSocketsForClients() {
    String accept = "java.base/sun.nio.ch.NioSocketImpl.accept";
    dump(
        thread("channels", "RUNNABLE", ACCEPT, "app.Server.run"),
        thread("RMI TCP Accept-0", "RUNNABLE", accept, "sun.rmi.transport.tcp.TCPTransport.run"),
        thread("main", "RUNNABLE", accept, "org.apache.catalina.core.StandardServer.await"));
    assertFalse(snapshots.acceptsSockets());

    dump(thread("sockets", "RUNNABLE", accept, "app.Server.run"));
    assertTrue(snapshots.acceptsSockets());
  }

  @Test
  void findsASmallerPoolBehindALargerOneThatReads() {
    for (int i = 0; i < 2; i++) {
      dump(
          thread("http-1-thread-1", "RUNNABLE", READ, WORKER),
          thread("http-1-thread-2", "RUNNABLE", READ, WORKER),
          thread("jobs-1-thread-1", "TIMED_WAITING", SLEEP, WORKER));
    }

    assertEquals("http-1-thread-#", fullPool().name());
    FullPool other = snapshots.fullPool(pool -> !pool.mostlyReads());
    assertEquals("jobs-1-thread-#", other.name());
    assertEquals(1, other.threads());
  }

  @Test
  void callsNoPoolFullThatMostlyIsNot() {
    dumpPool(8, 0);
    dumpPool(8, 0);
    dumpPool(7, 1);
    dumpPool(7, 1);
    assertEquals(8, fullPool().threads());

    dumpPool(7, 1);
    assertEquals(0, fullPool().threads());
  }

  @Test
  void doesNotHoldIdlenessAgainstAPool() {
    dumpPool(0, 8);
    dumpPool(8, 0);
    dumpPool(8, 0);
    dumpPool(0, 8);
    dumpPool(0, 8);

    assertEquals(8, fullPool().threads());
    assertEquals(8, snapshots.most(Set.of(ThreadWait.READ)));
  }

  @Test
  void callsAPoolFullThoughAFewOfManyRun() {
    dumpTwice(
        threads("pool-1-thread-%d", 18, "RUNNABLE", READ, WORKER),
        thread("pool-1-thread-19", "RUNNABLE", "app.Work.compute", WORKER),
        thread("pool-1-thread-20", "BLOCKED", "app.Log.write", WORKER));

    assertEquals(18, fullPool().threads());
    assertEquals(20, fullPool().size());
  }

  @Test
  void tellsThreadsAndSizeOfOneDump() {
    String loop = thread("loop-1", "RUNNABLE", SELECT, "app.Loop.run");
    dump(loop + threads("pool-1-thread-%d", 19, "RUNNABLE", READ, WORKER));
    dump(
        loop
            + threads("pool-1-thread-%d", 18, "RUNNABLE", READ, WORKER)
            + threads("pool-1-thread-1%d", 2, "RUNNABLE", "app.Work.compute", WORKER));

    assertEquals(19, fullPool().threads());
    assertEquals(19, fullPool().size());
  }

  @Test
  void callsNoPoolFullOfWhichMoreRun() {
    dumpTwice(
        threads("pool-1-thread-%d", 17, "RUNNABLE", READ, WORKER),
        threads("pool-1-thread-1%d", 3, "RUNNABLE", "app.Work.compute", WORKER));

    assertEquals(0, fullPool().threads());
  }

  @Test
  void callsAPoolFullThatWaitsForConnectionsOfAnother() {
    dumpTwice(
        threads("pool-1-thread-%d", 8, "RUNNABLE", READ, "app.Driver.ask", WORKER),
        threads("pool-1-thread-1%d", 92, "TIMED_WAITING", POLL, HIKARI, WORKER));

    assertEquals(100, fullPool().threads());
    assertFalse(fullPool().mostlyOutside());
  }

  @Test
  void callsNoPoolOfAQueuesConsumersFull() {
    dumpTwice(threads("pool-1-thread-%d", 8, "WAITING", POLL, "app.Consumer.run", WORKER));

    assertEquals(0, fullPool().threads());
  }

  @Test
  void callsNoPoolFullOfWhichAConsumerIsFree() {
    dumpTwice(
        threads("pool-1-thread-%d", 15, "TIMED_WAITING", SLEEP, "app.Consumer.run", WORKER),
        thread("pool-1-thread-16", "WAITING", POLL, "app.Consumer.run", WORKER));

    assertEquals(0, fullPool().threads());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dw-%d - GET /orders/12",
        "Camel (camel-1) thread #%d - seda://x?concurrentConsumers=10",
        "Thread-%d (ActiveMQ-server-ActiveMQServerImpl$6@7ff2a664)",
        "RMI TCP Connection(%d)-10.0.0.5"
      })
  void knowsAPoolWhoseThreadsSayMoreAfterTheirNumber(String name) {
    dumpTwice(threads(name, 8, "TIMED_WAITING", SLEEP, WORKER));

    assertEquals(8, fullPool().threads());
  }

  @Test
  void knowsAPoolWhoseThreadsTellTheirRequests() {
    dumpTwice(
        threads("dw-%d - GET /orders/eight", 4, "TIMED_WAITING", SLEEP, WORKER),
        threads("dw-1%d - POST /items", 4, "TIMED_WAITING", SLEEP, WORKER));

    assertEquals("dw-#", fullPool().name());
    assertEquals(8, fullPool().threads());
  }

  /// Beside an event loop, by which a dump is known to be of an application.
  private void dumpTwice(String... threads) {
    String all = thread("loop-1", "RUNNABLE", SELECT, "app.Loop.run") + String.join("", threads);
    dump(all);
    dump(all);
  }

  @Test
  void callsNoPoolFullThatComputes() {
    for (int i = 0; i < 2; i++) {
      dump(
          thread("pool-1-thread-1", "RUNNABLE", READ, WORKER),
          thread("pool-1-thread-2", "RUNNABLE", "app.Work.compute", WORKER));
    }

    assertEquals(0, fullPool().threads());
  }

  @Test
  void knowsEventLoopsInSelectAndAtWork() {
    dump(
        thread("loop-1", "RUNNABLE", SELECT, "app.Loop.run"),
        thread(
            "loop-2",
            "TIMED_WAITING",
            "java.base/java.lang.Thread.sleep",
            "app.Handler.read",
            "io.netty.channel.SingleThreadIoEventLoop.run"),
        thread("other", "RUNNABLE", "app.Loop.run"));

    assertEquals(Set.of("loop-1", "loop-2"), snapshots.selecting());
  }

  @Test
  void takesNoExecutorOfNettyThatNeverSelectsForAnEventLoop() {
    dump(
        thread(
            "defaultEventLoopGroup-2-1",
            "WAITING",
            "java.base/jdk.internal.misc.Unsafe.park",
            "java.base/java.util.concurrent.LinkedBlockingQueue.take",
            "io.netty.util.concurrent.SingleThreadEventExecutor.takeTask",
            "io.netty.channel.DefaultEventLoop.run"),
        thread(
            "defaultEventLoopGroup-2-2",
            "TIMED_WAITING",
            SLEEP,
            "app.Handler.read",
            "io.netty.channel.DefaultEventLoop.run"),
        thread(
            "nioEventLoopGroup-3-1", "RUNNABLE", SELECT, "io.netty.channel.nio.NioEventLoop.run"));

    assertEquals(Set.of("nioEventLoopGroup-3-1"), snapshots.selecting());
    assertEquals(Set.of("defaultEventLoopGroup-2-1"), snapshots.idle());
  }

  @Test
  void takesNoThreadOfAnAsynchronousChannelGroupForAnEventLoop() {
    dump(
        thread(
            "Thread-1",
            "RUNNABLE",
            "java.base/sun.nio.ch.EPollPort$EventHandlerTask.poll",
            WORKER));

    assertEquals(Set.of(), snapshots.selecting());
    assertEquals(1, snapshots.most(Set.of(ThreadWait.COMPLETION)));
  }

  @Test
  void takesNoCallerOfAClientThatSelectsForAnEventLoop() {
    dump(
        thread(
            "consumer-1",
            "RUNNABLE",
            SELECT,
            "org.apache.kafka.common.network.Selector.poll",
            "org.apache.kafka.clients.NetworkClient.poll",
            "app.Consumer.run"),
        thread(
            "broker-1",
            "RUNNABLE",
            SELECT,
            "org.apache.kafka.common.network.Selector.poll",
            "kafka.network.Processor.run"));

    assertEquals(Set.of("broker-1"), snapshots.selecting());
    assertEquals(Set.of("consumer-1"), snapshots.clients());
  }

  @Test
  void knowsIdlePoolsOfTheJdkAndOfJetty() {
    dump(
        thread("pool-1-thread-1", "WAITING", IDLE, WORKER),
        thread(
            "qtp12-34",
            "TIMED_WAITING",
            "java.base/jdk.internal.misc.Unsafe.park",
            "org.eclipse.jetty.util.BlockingArrayQueue.poll",
            "org.eclipse.jetty.util.thread.QueuedThreadPool$Runner.idleJobPoll",
            "org.eclipse.jetty.util.thread.QueuedThreadPool$Runner.run"),
        thread("loop-1", "RUNNABLE", SELECT));

    assertEquals(Set.of("pool-1-thread-1", "qtp12-34"), snapshots.idle());
  }

  @Test
  void passesOverDumpsWithoutAnApplication() {
    dump(thread("main", "RUNNABLE", "app.Main.main"));
    assertEquals(0, snapshots.count());

    dump(thread("loop-1", "RUNNABLE", SELECT));
    assertEquals(1, snapshots.count());
    assertEquals(List.of("loop-1"), List.copyOf(snapshots.selecting()));
  }
}
