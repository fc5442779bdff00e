package dev.muxscope.client.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.client.load.LoadEvent.Phase;
import dev.muxscope.client.load.LoadEvent.PhaseBegun;
import dev.muxscope.client.load.LoadEvent.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class LoadProgressTest {

  private static final Snapshot SNAPSHOT =
      new Snapshot(1_500_000_000L, 0.5, 9_999.6, 89_400, 4_330_000, 850);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Test
  void printsTheLinesThatProgramsWaitFor() {
    var progress = new LoadProgress(new PrintStream(bytes, false, UTF_8), 0);
    for (Phase phase : Phase.values()) {
      progress.accept(new PhaseBegun(phase, 50));
    }
    progress.accept(SNAPSHOT);
    assertEquals(
        """
        connecting
        warming up
        measuring
        measured
          1.5 s     10000 requests/s  p50 89.4 µs  p99 4.33 ms  sent up to 850 ns late
        """,
        bytes.toString(UTF_8));
  }

  @Test
  void tellsNoLatenessOfAClosedLoop() {
    var progress = new LoadProgress(new PrintStream(bytes, false, UTF_8), 0);
    progress.accept(new Snapshot(12_000_000_000L, 1, 5, 1000, 2000, 0));
    assertEquals(" 12.0 s         5 requests/s  p50 1.00 µs  p99 2.00 µs\n", bytes.toString(UTF_8));
  }

  @Test
  void tellsNoTimesWhereNothingWasAnswered() {
    var progress = new LoadProgress(new PrintStream(bytes, false, UTF_8), 0);
    progress.accept(new Snapshot(1_000_000_000L, 1, 0, 0, 0, 0));
    assertEquals("  1.0 s         0 requests/s\n", bytes.toString(UTF_8));
  }

  @Test
  void rewritesOneLineOnATerminalAndLeavesItEmpty() {
    var progress = new LoadProgress(new PrintStream(bytes, false, UTF_8), 132);
    progress.accept(new PhaseBegun(Phase.WARMING_UP, 50));
    progress.accept(new PhaseBegun(Phase.MEASURED, 50));
    progress.clear();
    progress.clear();
    assertEquals("\rwarming up\rmeasured  \r        \r", bytes.toString(UTF_8));
  }

  @Test
  void drawsHowMuchIsDoneOnATerminal() {
    var progress = new LoadProgress(new PrintStream(bytes, false, UTF_8), 132);
    progress.accept(new PhaseBegun(Phase.MEASURING, 50));
    progress.accept(SNAPSHOT);
    String line = bytes.toString(UTF_8);
    assertTrue(line.contains("\r[██████████··········]   1.5 s"), line);
    assertTrue(line.endsWith("(measuring)"), line);
  }

  /// A line that wraps could not be rewritten: each would leave a rest of the one before.
  @Test
  void noLineIsLongerThanTheTerminal() {
    assertEquals(
        "  1.5 s     10000 requests/s  p50 89.4 µs  p99 4.33 ms  sent up to 850 ns late  (measuring)",
        onTerminal(100));
    assertEquals(
        "  1.5 s     10000 requests/s  p50 89.4 µs  p99 4.33 ms  sent up to 850 ns late",
        onTerminal(80));
    assertEquals("  1.5 s     10000 requests/s  p50 89.4", onTerminal(39));
  }

  private static String onTerminal(int columns) {
    var bytes = new ByteArrayOutputStream();
    var progress = new LoadProgress(new PrintStream(bytes, false, UTF_8), columns);
    progress.accept(new PhaseBegun(Phase.MEASURING, 50));
    progress.accept(SNAPSHOT);
    return bytes.toString(UTF_8).substring("\rmeasuring\r".length());
  }
}
