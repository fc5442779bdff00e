package dev.muxscope.lab;

import dev.muxscope.report.Values;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A process of the lab's, the lines it prints, and its end.
///
/// Owned by the lab's thread. A thread of its own reads the lines, so that the process never waits
/// for the lab; it hands them over by the queue and guards the last ones by their monitor.
public final class ChildProcess implements AutoCloseable {

  private static final int LINES_KEPT = 25;

  /// Lines that nobody has waited for yet; of more, the oldest are dropped. Many times what `jcmd`
  /// prints at once, a line for each class.
  private static final int LINES_QUEUED = 50_000;

  private static final Duration STOP = Duration.ofSeconds(10);

  /// A server completes its recording before it ends, which takes long on a busy machine.
  private static final Duration COMPLETE = Duration.ofSeconds(60);

  private static final Duration TIDY_UP = Duration.ofSeconds(3);

  /// Ctrl-C reaches the child processes too; that one of them ends may be seen before the
  /// interrupt.
  private static final long INTERRUPT_MILLIS = 300;

  private final String name;
  private final Process process;
  private final Children children;
  private final Thread reader;
  private final Writer input;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>(LINES_QUEUED);
  private final Deque<String> lastLines = new ArrayDeque<>();

  private ChildProcess(String name, Process process, Children children) {
    this.name = name;
    this.process = process;
    this.children = children;
    this.input = process.outputWriter();
    this.reader = Thread.ofPlatform().name("lab-" + name).daemon().unstarted(this::readLines);
  }

  private sealed interface Event {}

  private record Line(String text) implements Event {}

  private record End() implements Event {}

  /// Starts a process that reads nothing.
  ///
  /// @param name for messages, as `select server`
  public static ChildProcess start(String name, List<String> command, Children children)
      throws LabException {
    ChildProcess child = startConsole(name, command, Map.of(), children);
    child.closeConsole();
    return child;
  }

  /// Starts a process whose console is the caller: what is typed by [#type], it reads.
  ///
  /// @param name for messages, as `select server`
  /// @param environment variables that are set besides this process's own
  public static ChildProcess startConsole(
      String name, List<String> command, Map<String, String> environment, Children children)
      throws LabException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // The lab's servers are reached from here only, and ask for none.
    builder.environment().remove("MUXSCOPE_PASSWORD");
    builder.environment().putAll(environment);
    try {
      Process process = children.start(builder);
      ChildProcess child = new ChildProcess(name, process, children);
      child.reader.start();
      return child;
    } catch (IOException e) {
      throw new LabException("the " + name + " could not be started: " + e.getMessage(), e);
    }
  }

  /// The number of the process.
  public long pid() {
    return process.pid();
  }

  /// Gives the process a line to read.
  ///
  /// @throws LabException if it reads no more
  public void type(String line) throws LabException, InterruptedException {
    try {
      input.write(line + "\n");
      input.flush();
    } catch (IOException _) {
      throw failure("does not read its console any more");
    }
  }

  private void closeConsole() {
    try {
      input.close();
    } catch (IOException _) {
      // It has ended, which is told to whoever waits for it.
    }
  }

  /// Waits for a line, and passes over those before it.
  ///
  /// @throws LabException if the process ends first, or the line does not come in time
  public String awaitLine(Predicate<String> wanted, String what, Duration timeout)
      throws LabException, InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      switch (events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        case Line(String text) when wanted.test(text) -> {
          return text;
        }
        case Line _ -> {}
        case End _ -> throw failure("ended with exit code " + awaitExit(STOP) + " before " + what);
        case null -> throw failure("has not come to " + what + " in " + Values.format(timeout));
      }
    }
  }

  /// Waits for the process to end by itself.
  ///
  /// @return the exit code
  public int awaitExit(Duration timeout) throws LabException, InterruptedException {
    if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
      throw failure("has not ended in " + Values.format(timeout));
    }
    ended();
    return process.exitValue();
  }

  /// Has the process end in good order.
  ///
  /// @throws LabException if it ended by itself before, fails now, or does not end
  void stop() throws LabException, InterruptedException {
    requireAlive();
    int code = terminate();
    if (code != 0) {
      throw failure("was stopped and ended with exit code " + code);
    }
  }

  /// Asks the process to end, by SIGTERM, and waits for it.
  ///
  /// @return the exit code
  /// @throws LabException if it does not end
  public int terminate() throws LabException, InterruptedException {
    askToEnd();
    return awaitExit(COMPLETE);
  }

  /// Asks the process to end, by SIGTERM, and gives it a little time to, whatever becomes of it.
  void tryToEnd() throws InterruptedException {
    askToEnd();
    boolean _ = process.waitFor(TIDY_UP.toNanos(), TimeUnit.NANOSECONDS);
  }

  /// `Process.destroy()` would close the output too, and with it lose what the child says at its
  /// end.
  private void askToEnd() {
    process.toHandle().destroy();
  }

  /// Makes sure that the process is there.
  ///
  /// @throws LabException if it has ended
  public void requireAlive() throws LabException, InterruptedException {
    if (!process.isAlive()) {
      throw failure("ended by itself with exit code " + awaitExit(STOP));
    }
  }

  /// What went wrong with this process, and the last lines it printed.
  ///
  /// @throws InterruptedException if it has ended because all are to end
  public LabException failure(String what) throws InterruptedException {
    if (!process.isAlive()) {
      Thread.sleep(INTERRUPT_MILLIS);
      reader.join(STOP.toMillis());
    }
    StringBuilder message = new StringBuilder("the " + name + " " + what);
    synchronized (lastLines) {
      message.append(lastLines.isEmpty() ? "; it printed nothing" : "; its last lines:");
      lastLines.forEach(line -> message.append("\n  ").append(line));
    }
    return new LabException(message.toString());
  }

  /// Ends the process whatever it does.
  @Override
  public void close() {
    closeConsole();
    if (process.isAlive()) {
      process.destroyForcibly();
    }
    ended();
  }

  private void ended() {
    children.remove(process);
  }

  private void readLines() {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        keep(line);
        hand(new Line(line));
      }
    } catch (IOException e) {
      keep("(its output could not be read: " + e.getMessage() + ")");
    }
    hand(new End());
  }

  /// By the reading thread, which alone adds: there is room at the latest when one is dropped.
  private void hand(Event event) {
    while (!events.offer(event)) {
      events.poll();
    }
  }

  private void keep(String line) {
    synchronized (lastLines) {
      if (lastLines.size() == LINES_KEPT) {
        lastLines.removeFirst();
      }
      lastLines.addLast(line);
    }
  }
}
