package dev.muxscope.analytics;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordedThreadGroup;

/// What a thread of any Java application is for, as far as its name tells. A thread that is not
/// known is called by its name, with a `#` for each number, so that a pool's threads come together.
final class ThreadRoles {

  /// Threads that wait for many sockets at once. Those of other servers and clients than ours are
  /// named, as in `event loop nioEventLoopGroup-#-#`.
  static final String EVENT_LOOP = "event loop";

  static final String VIRTUAL = "virtual threads";
  static final String CARRIER = "carrier";
  static final String POLLER = "poller";

  private static final String JVM = "JVM";
  private static final Set<String> OF_JVM = Set.of("GC", "compiler", "JFR", "VM");

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              POLLER, "(Master|Sub|Read-|Write-)?Poller(-\\d+)?|VirtualThread-unparker(-\\d+)?"),
          new Rule("compiler", "(C[12]|JVMCI).* ?CompilerThread ?\\d*|Sweeper thread"),
          new Rule(
              "GC",
              "(GC Thread|G1 |ZWorker|ZDriver|ZDirector|ZStat|ZUncommitter|XWorker|XDriver"
                  + "|Shenandoah|VM Thread GC).*"),
          new Rule("JFR", "JFR .*"),
          new Rule(
              "VM",
              "VM .*|Reference Handler|Finalizer|Signal Dispatcher|Common-Cleaner|Service Thread"
                  + "|Notification Thread|Monitor Deflation Thread|Attach Listener|DestroyJavaVM"
                  + "|StringDedup.*"),
          new Rule("main", "main"),
          new Rule(EVENT_LOOP, "mux-loop-\\d+"),
          new Rule("worker", "mux-worker-\\d+"),
          new Rule("acceptor", "mux-acceptor"));

  // Netty and what is built on it (Reactor, Vert.x, gRPC, Lettuce, Redisson), Undertow, Tomcat's
  // poller, Grizzly. Netty's default loops execute tasks, and have no sockets.
  private static final Pattern EVENT_LOOPS =
      Pattern.compile(
          "(?i)(?!.*defaultEventLoop).*(EventLoop|event-loop|nio-worker-ELG|worker-ELG|reactor-(http|tcp|udp)-"
              + "(n?io|epoll|kqueue|uring)|redisson-netty|SelectorRunner|XNIO-\\d+ I/O).*"
              + "|https?-(nio|openssl|jsse).*-(Client)?Poller.*");

  private static final Pattern CONNECTION = Pattern.compile("mux-conn-\\d+");

  // Jetty names the thread that accepts after the address of an object and its connector.
  private static final Pattern JETTY_ACCEPTOR = Pattern.compile("(qtp\\d+-\\d+-acceptor-\\d+)@.*");
  private static final Pattern HASHES = Pattern.compile("@[0-9a-f]{5,}");
  private static final Pattern NUMBERS = Pattern.compile("\\d+");
  private static final Pattern LAST_NUMBER = Pattern.compile("\\d+(?=\\D*$)");

  // Dropwizard names a thread after what it serves, as `dw-12 - GET /orders`.
  private static final Pattern REQUEST = Pattern.compile(" - [A-Z]+ /.*");

  // Others name it after what it is for: Camel as `thread #12 - seda://x`, Artemis as
  // `Thread-5 (ActiveMQ-server-2)`, RMI as `RMI TCP Connection(12)-10.0.0.5`.
  private static final Pattern PURPOSE = Pattern.compile("(?<=\\d)( - | \\(|\\)-).*");

  private ThreadRoles() {}

  static String of(RecordedThread thread) {
    RecordedThreadGroup group = thread.getThreadGroup();
    String groupName = group == null ? "" : String.valueOf(group.getName());
    return of(nameOf(thread), thread.isVirtual(), groupName);
  }

  /// The role of a thread.
  ///
  /// @param name of the thread; may be empty
  /// @param group the name of its group of threads, by which carriers are known
  static String of(String name, boolean virtual, String group) {
    if (name.isBlank()) {
      return virtual ? VIRTUAL : "other";
    }
    for (Rule rule : RULES) {
      if (rule.names.matcher(name).matches()) {
        return rule.role;
      }
    }
    if (virtual) {
      return VIRTUAL;
    }
    if ("CarrierThreads".equals(group)) {
      return CARRIER;
    }
    return ofPlatform(name);
  }

  private static String ofPlatform(String name) {
    if (CONNECTION.matcher(name).matches()) {
      return "connection thread";
    }
    String pool = pool(name);
    return EVENT_LOOPS.matcher(name).matches() ? EVENT_LOOP + " " + pool : pool;
  }

  /// Whether a role is that of a pool's threads: its name, alone or after what they are for.
  static boolean isPool(String role, String pool) {
    return role.equals(pool) || role.endsWith(" " + pool);
  }

  /// A thread's name with a `#` for each number, the same for all pools of a kind.
  static String pool(String name) {
    return name.isBlank() ? "other" : NUMBERS.matcher(plain(name)).replaceAll("#");
  }

  /// A thread's name with a `#` for the number alone that tells it from others of its pool: its
  /// last, but for those of what it is for. Those before it tell pools of a kind apart, as by their
  /// ports.
  static String onePool(String name) {
    String plain = plain(name);
    Matcher purpose = PURPOSE.matcher(plain);
    int end = purpose.find() ? purpose.start() : plain.length();
    return LAST_NUMBER.matcher(plain.substring(0, end)).replaceFirst("#")
        + NUMBERS.matcher(plain.substring(end)).replaceAll("#");
  }

  private static String plain(String name) {
    String acceptor = JETTY_ACCEPTOR.matcher(name).replaceFirst("$1");
    String thread = REQUEST.matcher(acceptor).replaceFirst("");
    return HASHES.matcher(thread).replaceAll("");
  }

  /// Whether threads of a role each wait for many sockets.
  static boolean isEventLoop(String role) {
    return role.startsWith(EVENT_LOOP);
  }

  /// The few kinds of threads that roles fall into: event loop, virtual threads, carrier, poller,
  /// JVM, or platform threads for all the rest.
  static String family(String role) {
    if (isEventLoop(role)) {
      return EVENT_LOOP;
    }
    if (OF_JVM.contains(role)) {
      return JVM;
    }
    return switch (role) {
      case VIRTUAL, CARRIER, POLLER -> role;
      default -> "platform threads";
    };
  }

  private static String nameOf(RecordedThread thread) {
    String java = thread.getJavaName();
    String os = thread.getOSName();
    return java != null ? java : os != null ? os : "";
  }

  private record Rule(String role, Pattern names) {

    Rule(String role, String names) {
      this(role, Pattern.compile(names));
    }
  }
}
