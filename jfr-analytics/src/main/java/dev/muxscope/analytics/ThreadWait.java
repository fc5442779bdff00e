package dev.muxscope.analytics;

import dev.muxscope.analytics.ThreadDumps.DumpedThread;
import java.util.List;
import java.util.regex.Pattern;

/// What a platform thread waits for, as far as its stack tells.
enum ThreadWait {
  READ("a read of a socket"),
  WRITE("a write to a socket"),
  CONNECT("a connection it opens"),
  ACCEPT("a connection to accept"),
  SELECT("ready sockets (select)"),
  COMPLETION("completed I/O (asynchronous channels)"),
  POLLER("ready sockets (the JDK's poller)"),
  POOL_IDLE("work (idle in its pool)"),
  LOCK("a lock"),
  SLEEP("time to pass"),
  FILE("a file, pipe or console"),
  QUEUE("a queue"),
  OTHER("something else"),
  CARRYING("the virtual thread it carries"),
  RUNNING("nothing");

  private static final List<Rule> RULES =
      List.of(
          new Rule(POLLER, "sun.nio.ch.Poller.", "sun.nio.ch.EPollPoller."),
          // A thread of an asynchronous channel group, which takes turns with others.
          new Rule(COMPLETION, "sun.nio.ch.EPollPort$EventHandlerTask.poll"),
          new Rule(
              ACCEPT,
              "sun.nio.ch.NioSocketImpl.accept",
              "sun.nio.ch.ServerSocketChannelImpl.accept",
              "sun.nio.ch.ServerSocketChannelImpl.blockingAccept",
              "java.net.PlainSocketImpl.socketAccept"),
          new Rule(
              CONNECT,
              "sun.nio.ch.NioSocketImpl.connect",
              "sun.nio.ch.SocketChannelImpl.connect",
              "sun.nio.ch.SocketChannelImpl.blockingConnect",
              "java.net.PlainSocketImpl.socketConnect"),
          new Rule(
              READ,
              "sun.nio.ch.NioSocketImpl.implRead",
              "sun.nio.ch.NioSocketImpl.read",
              "sun.nio.ch.SocketChannelImpl.read",
              "sun.nio.ch.SocketChannelImpl.implRead",
              "sun.nio.ch.SocketChannelImpl.blockingRead",
              "java.net.SocketInputStream.socketRead0"),
          new Rule(
              WRITE,
              "sun.nio.ch.NioSocketImpl.implWrite",
              "sun.nio.ch.NioSocketImpl.write",
              "sun.nio.ch.SocketChannelImpl.write",
              "sun.nio.ch.SocketChannelImpl.implWrite",
              "sun.nio.ch.SocketChannelImpl.blockingWriteFully",
              "java.net.SocketOutputStream.socketWrite0"),
          new Rule(FILE, "java.io.FileInputStream.read", "java.io.FileOutputStream.write"));

  // Whatever is above or below these, the thread waits for work: containers have their own copies
  // of the JDK's pool.
  private static final List<String> IDLE =
      List.of(
          "ThreadPoolExecutor.getTask",
          "java.util.concurrent.ForkJoinPool.awaitWork",
          "SingleThreadEventExecutor.takeTask",
          ".idleJobPoll",
          "ReservedThread.reservedWait",
          "EnhancedQueueExecutor$PoolThreadNode.park",
          "FixedThreadPool$BasicWorker.getTask",
          "SyncThreadPool$SyncThreadWorker.getTask");

  // A thread that is at work is still known as an event loop by the frames beneath. Two of Netty
  // are so by their names alone, and never select.
  private static final Pattern LOOP =
      Pattern.compile(
          "(?!sun\\.nio\\.ch\\.|.*\\.(Default|ThreadPerChannel)EventLoop\\.)"
              + ".*\\.(Single\\w*|Nio|Epoll)?(\\w*EventLoop|IoHandler)\\.run"
              + "|.*\\.NioEndpoint\\$Poller\\.run"
              + "|org\\.xnio\\.nio\\.WorkerThread\\.run");

  // Their connections, which are as bounded as threads, are handed over by queues.
  private static final List<String> CONNECTION_POOLS =
      List.of("com.zaxxer.hikari.", "org.apache.commons.pool2.", "org.apache.tomcat.jdbc.pool.");

  private static final List<String> CHANNELS =
      List.of("sun.nio.ch.SocketChannelImpl.", "sun.nio.ch.ServerSocketChannelImpl.");

  // Their calls select until the answer is there: who makes them is no event loop.
  private static final List<String> SELECTING_CLIENTS =
      List.of(
          "org.apache.kafka.clients.",
          "org.apache.zookeeper.ClientCnxn",
          "org.apache.hadoop.net.SocketIOWithTimeout");

  private static final List<String> SERVER_SOCKETS =
      List.of("sun.nio.ch.NioSocketImpl.accept", "java.net.PlainSocketImpl.socketAccept");

  // What is asked by them manages the JVM or stops the server, and serves no requests.
  private static final List<String> MANAGEMENT =
      List.of(
          "sun.rmi.",
          "org.apache.catalina.core.StandardServer.",
          "org.eclipse.jetty.server.ShutdownMonitor");

  private final String text;

  ThreadWait(String text) {
    this.text = text;
  }

  /// In words, to follow "waits for".
  String text() {
    return text;
  }

  /// What a thread of a dump waits for.
  static ThreadWait of(DumpedThread thread) {
    if (thread.state().equals(ThreadDumps.CARRYING)) {
      return CARRYING;
    }
    if (isIdle(thread.frames())) {
      return POOL_IDLE;
    }
    List<String> top = top(thread.frames());
    // A channel that is read by who selected it does not wait, however long the copy takes.
    if (startsAny(top, CHANNELS) && selects(thread.frames())) {
      return RUNNING;
    }
    if (top.stream().anyMatch(SelectFrames::isSelect)) {
      return SELECT;
    }
    for (Rule rule : RULES) {
      if (top.stream().anyMatch(rule::matches)) {
        return rule.reason;
      }
    }
    return switch (thread.state()) {
      case "BLOCKED" -> LOCK;
      case "WAITING", "TIMED_WAITING" -> parked(thread.frames());
      default -> RUNNING;
    };
  }

  /// Whether a blocked thread waits in its pool for work.
  ///
  /// @param frames of its stack, as `a.b.Type.method`
  static boolean isIdle(List<String> frames) {
    return IDLE.stream().anyMatch(frame -> has(frames, frame));
  }

  /// Whether a thread is in a select, or called by an event loop.
  ///
  /// @param frames of its stack, as `a.b.Type.method`
  static boolean selects(List<String> frames) {
    return frames.stream()
        .anyMatch(frame -> SelectFrames.isSelect(frame) || LOOP.matcher(frame).matches());
  }

  /// Whether it is a client's blocking call that selects.
  static boolean selectsForClient(List<String> frames) {
    return startsAny(frames, SELECTING_CLIENTS);
  }

  /// Whether a thread that accepts does so by a `ServerSocket`, and for clients.
  static boolean acceptsSockets(List<String> frames) {
    return startsAny(frames, SERVER_SOCKETS) && !startsAny(frames, MANAGEMENT);
  }

  private static boolean startsAny(List<String> frames, List<String> starts) {
    return frames.stream().anyMatch(frame -> starts.stream().anyMatch(frame::startsWith));
  }

  // Down to the first frame that is not of the JDK: below it, a select that called the application
  // is no longer waited in.
  private static List<String> top(List<String> frames) {
    int application = 0;
    while (application < frames.size() && ClassNames.isPlatform(frames.get(application))) {
      application++;
    }
    return frames.subList(0, Math.min(frames.size(), application + 1));
  }

  private static ThreadWait parked(List<String> frames) {
    if (has(frames, "java.lang.Thread.sleep")) {
      return SLEEP;
    }
    // A condition's await is the wait of a queue or another construct above the lock.
    boolean condition = has(frames, "AbstractQueuedSynchronizer$ConditionObject.");
    if (!condition && has(frames, "java.util.concurrent.locks.Reentrant")) {
      return LOCK;
    }
    if (startsAny(frames, CONNECTION_POOLS)) {
      return OTHER;
    }
    return has(frames, "Queue.take")
            || has(frames, "Queue.poll")
            || has(frames, "Deque.take")
            || has(frames, "Deque.poll")
        ? QUEUE
        : OTHER;
  }

  private static boolean has(List<String> frames, String part) {
    return frames.stream().anyMatch(frame -> frame.contains(part));
  }

  private record Rule(ThreadWait reason, List<String> starts) {

    Rule(ThreadWait reason, String... starts) {
      this(reason, List.of(starts));
    }

    boolean matches(String frame) {
      return starts.stream().anyMatch(frame::startsWith);
    }
  }
}
