package dev.muxscope.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.analytics.Analysis;
import dev.muxscope.analytics.RecordingReader;
import dev.muxscope.analytics.RecordingSummary;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveScreenTest {

  @TempDir static Path folder;

  private static RecordingSummary recording;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @BeforeAll
  static void record() throws Exception {
    try (Recording made = new Recording()) {
      made.enable("jdk.JVMInformation");
      made.start();
      made.stop();
      made.dump(folder.resolve("short.jfr"));
    }
    recording = RecordingReader.read(folder.resolve("short.jfr"));
  }

  @Test
  void keepsWithinTheTerminalAndBeginsAtItsTop() {
    LiveScreen screen =
        LiveScreen.inPlace(
            recordings -> Analysis.summarize(recordings.getFirst()), new PrintStream(out), 6, 40);
    screen.show(recording);

    String shown = out.toString();
    assertTrue(shown.startsWith("\u001b[HRecording short.jfr\u001b[K\n"), shown);
    assertEquals(5, shown.lines().filter(line -> line.endsWith("\u001b[K")).count(), shown);
    assertTrue(shown.lines().allMatch(line -> line.length() <= 46), shown);
    assertTrue(shown.endsWith("\u001b[J"), shown);
  }

  @Test
  void printsALineForEachSecondWhereThereIsNoTerminal() {
    LiveScreen screen =
        LiveScreen.lines(
            _ -> {
              throw new AssertionError("a line needs no report");
            },
            new PrintStream(out));
    screen.show(recording);
    screen.show(recording);

    List<String> lines = out.toString().lines().toList();
    assertTrue(lines.getFirst().endsWith(": 1 events, 1 new"), lines::toString);
    assertTrue(lines.getLast().endsWith(": 1 events, 0 new"), lines::toString);
  }
}
