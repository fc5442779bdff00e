package dev.muxscope.common.event;

import java.lang.System.Logger.Level;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Says what went wrong, ten times in ten seconds at most, and never fails itself. A process
/// without descriptors or memory is just when there is most to say and when a logger is most likely
/// to throw, which would take the event loop or the connection that wanted to say it along.
///
/// Safe for all threads.
public final class FaultLog {

  private final System.Logger logger;
  private final LineBudget budget = new LineBudget();

  /// @param owner whose faults are said
  public FaultLog(Class<?> owner) {
    logger = System.getLogger(owner.getName());
  }

  /// Has the JDK open now what it needs for its first line: with all descriptors in use it could
  /// not read its settings nor the time zones, and would say nothing for ever.
  public static void warmUp() {
    new FaultLog(FaultLog.class).logger.isLoggable(Level.WARNING);
    Objects.requireNonNull(ZoneId.systemDefault().getRules());
  }

  /// Says that something is as it should be, after it was not or may not have been.
  public void info(String message) {
    say(Level.INFO, message, "", "", null);
  }

  /// Says that something is amiss which the server can live with.
  public void warn(String message) {
    say(Level.WARNING, message, "", "", null);
  }

  /// Says that something is amiss, with the stack of its cause.
  public void error(String message, Throwable cause) {
    error(message, "", "", cause);
  }

  /// Says that one of several things is amiss, with the stack of its cause. In three parts, since a
  /// caller that is out of memory cannot join them.
  ///
  /// @param what of which kind it is, with a blank behind
  /// @param which one of them, by its `toString`
  /// @param fault what is amiss with it
  public void error(String what, Object which, String fault, Throwable cause) {
    say(Level.ERROR, what, which, fault, cause);
  }

  private void say(
      Level level, String what, Object which, String fault, @Nullable Throwable cause) {
    try {
      long before = budget.take(System.nanoTime());
      if (before != LineBudget.LEFT_OUT) {
        String rest = before == 0 ? "" : " (and " + before + " lines before this were left out)";
        logger.log(level, what + which + fault + rest, cause);
      }
    } catch (RuntimeException | Error _) {
      // Nobody is to suffer for what cannot be said.
    }
  }
}
