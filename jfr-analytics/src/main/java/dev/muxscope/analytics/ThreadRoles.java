package dev.muxscope.analytics;

import java.util.List;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordedThreadGroup;

/// What a thread of any Java application is for, as far as its name tells. A thread the JDK did not
/// start is known by its name, with a `#` for each number, so that a pool's threads come together.
final class ThreadRoles {

  private static final List<Rule> RULES =
      List.of(
          new Rule("poller", "(Master|Sub|Read-|Write-)?Poller(-\\d+)?"),
          new Rule("compiler", "C[12] CompilerThread\\d+|Sweeper thread"),
          new Rule("GC", "(GC Thread|G1 |ZWorker|ZDriver|ZDirector|Shenandoah|VM Thread GC).*"),
          new Rule("JFR", "JFR .*"),
          new Rule("VM", "VM .*|Reference Handler|Finalizer|Signal Dispatcher|Common-Cleaner"),
          new Rule("main", "main"));

  private static final Pattern NUMBERS = Pattern.compile("\\d+");

  private ThreadRoles() {}

  static String of(RecordedThread thread) {
    String name = nameOf(thread);
    for (Rule rule : RULES) {
      if (rule.names.matcher(name).matches()) {
        return rule.role;
      }
    }
    if (thread.isVirtual()) {
      return "virtual threads";
    }
    RecordedThreadGroup group = thread.getThreadGroup();
    if (group != null && "CarrierThreads".equals(group.getName())) {
      return "carrier";
    }
    return pool(name);
  }

  /// A thread's name with a `#` for each number, the same for all of a pool.
  static String pool(String name) {
    return name.isBlank() ? "other" : NUMBERS.matcher(name).replaceAll("#");
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
