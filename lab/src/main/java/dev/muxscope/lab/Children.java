package dev.muxscope.lab;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// The processes the lab has started and not yet seen end. When it is closed, or the lab is ended
/// by a signal, they end too.
///
/// Used by the lab's thread; the shutdown hook only reads the set, which is concurrent.
final class Children implements AutoCloseable {

  private static final int STOP_SECONDS = 3;

  private final Set<Process> alive = ConcurrentHashMap.newKeySet();
  private final Thread hook = new Thread(this::stopAll, "lab-children");

  Children() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  void add(Process process) {
    alive.add(process);
  }

  void remove(Process process) {
    alive.remove(process);
  }

  @Override
  public void close() {
    stopAll();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The lab is being ended by a signal: the hook runs already.
    }
  }

  /// Asks all of them at once, then waits, then kills.
  private void stopAll() {
    alive.forEach(Process::destroy);
    for (Process process : alive) {
      try {
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException _) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
    alive.clear();
  }
}
