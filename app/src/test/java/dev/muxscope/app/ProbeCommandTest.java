package dev.muxscope.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeCommandTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path folder;

  @Test
  void printsOneWordAndNothingElse() {
    assertEquals(0, run("--recording=service-%p.jfr", "--duration=90s"));
    assertTrue(
        out.toString()
            .matches("-XX:StartFlightRecording:\\S+,duration=90000ms,filename=service-%p.jfr\\R"),
        out::toString);
    assertTrue(out.toString().contains("jdk.MethodTiming"), out::toString);
    assertEquals("", err.toString());
  }

  @Test
  void saysWhatAnOlderJdkCannotRecord() {
    assertEquals(0, run("--jdk=21"));
    assertEquals(1, out.toString().lines().count());
    assertTrue(!out.toString().contains("MethodTiming"), out::toString);
    assertTrue(err.toString().contains("before JDK 25 nothing counts selects"), err::toString);
  }

  @Test
  void warnsOfAPlaceholderThatAnOlderJdkKeeps() {
    assertEquals(0, run("--jdk=17", "--recording=app-%p.jfr"));
    assertTrue(err.toString().contains("not every JDK before 25 replaces %p"), err::toString);

    err.reset();
    assertEquals(0, run("--jdk=17"));
    assertTrue(!err.toString().contains("%p"), err::toString);
  }

  @Test
  void writesSettingsAndSaysHowToUseThem() throws IOException {
    Path file = folder.resolve("probe.jfc");

    assertEquals(0, run("--write=" + file, "--recording=" + folder.resolve("a b.jfr")));

    assertEquals(
        "jcmd PID JFR.start settings=%s 'filename=\"%s\"'"
            .formatted(file, folder.resolve("a b.jfr")),
        out.toString().strip());
    assertTrue(Files.readString(file).contains("jdk.MethodTiming"));
  }

  @Test
  void quotesAnApostropheForTheShell() {
    Path recording = folder.resolve("it's.jfr");

    assertEquals(0, run("--write=" + folder.resolve("probe.jfc"), "--recording=" + recording));

    String quoted = recording.toString().replace("'", "'\\''");
    assertTrue(out.toString().contains(" 'filename=\"" + quoted + "\"'"), out::toString);
  }

  @Test
  void overwritesOnlyWhenTold() throws IOException {
    Path file = Files.writeString(folder.resolve("probe.jfc"), "mine");

    assertEquals(1, run("--write=" + file));
    assertEquals("muxscope: " + file + " exists; --force overwrites it", err.toString().strip());
    assertEquals("mine", Files.readString(file));

    assertEquals(0, run("--write=" + file, "--force"));
    assertTrue(Files.readString(file).contains("jdk.MethodTiming"));
  }

  @Test
  void saysWhyItCannotWrite() {
    assertEquals(1, run("--write=" + folder.resolve("missing").resolve("probe.jfc")));
    assertTrue(err.toString().contains("there is no such file or directory"), err::toString);
    assertEquals("", out.toString());
  }

  private int run(String... words) {
    String[] line = new String[words.length + 1];
    line[0] = "probe";
    System.arraycopy(words, 0, line, 1, words.length);
    return Main.run(
        line, InputStream.nullInputStream(), new PrintStream(out), new PrintStream(err));
  }
}
