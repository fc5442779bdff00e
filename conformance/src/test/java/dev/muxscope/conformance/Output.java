package dev.muxscope.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Collects what a process prints, so that its pipe never fills, and waits for patterns in it.
///
/// A thread of its own reads; `text` is guarded by this object's lock.
final class Output {

  private final StringBuilder text = new StringBuilder();
  private final Thread reader;
  private boolean ended;

  Output(InputStream stream) {
    reader = Thread.ofVirtual().start(() -> collect(stream));
  }

  private void collect(InputStream stream) {
    char[] chunk = new char[4096];
    try (Reader chars = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
      for (int count = chars.read(chunk); count >= 0; count = chars.read(chunk)) {
        append(chunk, count);
      }
    } catch (IOException _) {
      // The process was killed: what it printed up to now stands.
    } finally {
      end();
    }
  }

  private synchronized void append(char[] chunk, int count) {
    text.append(chunk, 0, count);
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  /// Waits until `pattern` is found in the output.
  ///
  /// @return the match, or null if the output ended or `patience` was over before
  synchronized Matcher await(Pattern pattern, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      Matcher matcher = pattern.matcher(text.toString());
      if (matcher.find()) {
        return matcher;
      }
      long millis = (deadline - System.nanoTime()) / 1_000_000;
      if (ended || millis <= 0) {
        return null;
      }
      wait(millis);
    }
  }

  /// All that was printed, once the process has ended.
  String whole() throws InterruptedException {
    reader.join(Duration.ofSeconds(10));
    return soFar();
  }

  synchronized String soFar() {
    return text.toString();
  }
}
