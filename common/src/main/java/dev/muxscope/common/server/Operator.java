package dev.muxscope.common.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.ReentrantLock;

/// A person at the server's console who answers messages, one at a time.
///
/// Any thread may ask; it waits until the person has answered. A thread of its own reads the
/// console, so that a virtual thread that waits for an answer holds no carrier.
public final class Operator {

  /// So many lines are read before they are asked for.
  private static final int LINES_AHEAD = 16;

  private final PrintStream out;

  /// What was typed; an empty one means that no more follows.
  private final BlockingQueue<Optional<String>> lines = new ArrayBlockingQueue<>(LINES_AHEAD);

  private volatile boolean left;

  /// Held while one question waits for its answer.
  private final ReentrantLock turn = new ReentrantLock(true);

  /// @param in where the answers are typed
  /// @param out where the questions are shown
  public Operator(InputStream in, PrintStream out) {
    this.out = out;
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    Thread.ofPlatform().name("mux-operator").daemon().start(() -> read(reader));
  }

  /// Shows who asks what, and waits for the answer.
  ///
  /// @param asker the client's address
  /// @param text what it asks
  /// @return the line typed, or empty if the operator has left
  public Optional<String> ask(String asker, String text) throws InterruptedException {
    turn.lockInterruptibly();
    try {
      out.println(asker + " asks: " + printable(text));
      out.print("answer " + asker + " >>> ");
      out.flush();
      Optional<String> line = left ? Optional.empty() : lines.take();
      if (line.isEmpty()) {
        left = true;
        out.println();
      }
      return line;
    } finally {
      turn.unlock();
    }
  }

  /// Lets everyone who waits go, and whoever asks later.
  public void leave() {
    left = true;
    lines.clear();
    // If there is no room any more, who waits has a line to go with.
    boolean _ = lines.offer(Optional.empty());
  }

  private void read(BufferedReader reader) {
    try {
      Optional<String> line;
      do {
        line = Optional.ofNullable(reader.readLine());
        lines.put(line);
      } while (line.isPresent());
    } catch (IOException | InterruptedException | OutOfMemoryError _) {
      // A console that cannot be read, or whose line has no end, is one that nobody sits at.
      leave();
    }
  }

  /// Control characters, which could rewrite the operator's screen, become spaces.
  private static String printable(String text) {
    return text.replaceAll("\\p{Cc}", " ");
  }
}
