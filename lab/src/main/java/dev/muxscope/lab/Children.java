package dev.muxscope.lab;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// The processes the lab has started and not yet seen end. When it is closed, or the lab is ended
/// by a signal, they end too.
///
/// Used by the lab's thread and, when a signal ends the lab, by the shutdown hook beside it: the
/// set is concurrent, and the monitor sees to it that nothing is started once the end has begun.
public final class Children implements AutoCloseable {

  private static final int STOP_SECONDS = 3;

  private final Set<Process> alive = ConcurrentHashMap.newKeySet();
  private final Thread hook = new Thread(this::stopAll, "lab-children");
  private boolean ending;

  public Children() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// Starts a process.
  ///
  /// @throws IOException if it cannot be started, or the lab is ending
  synchronized Process start(ProcessBuilder command) throws IOException {
    if (ending) {
      throw new IOException("the lab is ending");
    }
    Process process = command.start();
    alive.add(process);
    return process;
  }

  /// A process has ended.
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

  /// Asks all of them at once, then waits, then kills, and waits for that too: a killed process is
  /// there until the kernel has taken it apart.
  private void stopAll() {
    synchronized (this) {
      ending = true;
    }
    alive.forEach(Process::destroy);
    alive.forEach(this::awaitEnd);
    alive.forEach(Process::destroyForcibly);
    alive.forEach(this::awaitEnd);
    alive.clear();
  }

  private void awaitEnd(Process process) {
    try {
      if (process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        alive.remove(process);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
