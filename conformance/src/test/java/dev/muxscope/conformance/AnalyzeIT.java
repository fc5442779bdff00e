package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `muxscope analyze` as a program: what it prints, where, and its exit codes.
class AnalyzeIT {

  private static final Path BIN = Program.launcher().toAbsolutePath().getParent();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path folder;

  private static Path recording;

  @BeforeAll
  static void record() throws IOException, InterruptedException {
    recording = folder.resolve("select.jfr");
    try (ServerProcess server =
        ServerProcess.muxscope(Mode.SELECT, "--record", recording.toString())) {
      askOverSeconds(server);
      assertEquals(0, server.stop());
    }
  }

  private static void askOverSeconds(ServerProcess server)
      throws IOException, InterruptedException {
    try (RawConnection client = new RawConnection(server.address())) {
      for (int i = 0; i < 30; i++) {
        client.send("{\"PING\\r\\n\" x 10}");
        client.expect("{\"+PONG\\r\\n\" x 10}");
        Thread.sleep(100);
      }
    }
  }

  @Test
  void countsEventsAsTheJdkDoes() throws IOException, InterruptedException {
    Program.Result analysis = Program.muxscope("analyze", recording.toString());
    assertEquals(0, analysis.exitCode(), analysis::err);
    assertEquals("", analysis.err());
    Program.Result summary =
        Program.run(List.of(BIN.resolve("jfr").toString(), "summary", recording.toString()));
    Matcher counts =
        Pattern.compile("(?m)^ (?!jdk\\.(?:Metadata|Checkpoint) )\\S+ +(\\d+) +\\d+ *$")
            .matcher(summary.out());
    long events = counts.results().mapToLong(row -> Long.parseLong(row.group(1))).sum();
    assertNotEquals(0, events, summary::out);
    assertTrue(analysis.out().contains(", %,d events".formatted(events)), analysis::out);
  }

  @Test
  void readsWhatIsWholeOfATruncatedFileAndFails() throws IOException, InterruptedException {
    Path cut = folder.resolve("cut.jfr");
    byte[] whole = Files.readAllBytes(recording);
    Files.write(cut, Arrays.copyOf(whole, whole.length - 10));

    Program.Result result = Program.muxscope("analyze", cut.toString());

    assertEquals(1, result.exitCode());
    assertTrue(result.err().startsWith("muxscope: WARNING: " + cut + " is truncated"), result::err);
    assertEquals(1, result.err().lines().count(), result::err);
    assertTrue(result.out().contains("Not all could be read"), result::out);
    assertTrue(result.out().contains("select"), result::out);
  }

  @Test
  void saysInALineThatNothingCanBeRead() throws IOException, InterruptedException {
    Path foreign = Files.writeString(folder.resolve("foreign.jfr"), "no recording");
    Path empty = Files.writeString(folder.resolve("empty.jfr"), "");
    assertFailure(1, foreign + " is not a Flight Recorder recording", foreign.toString());
    assertFailure(1, empty + " is empty", empty.toString());
    assertFailure(1, "missing.jfr does not exist", folder.resolve("missing.jfr").toString());
    assertFailure(1, "there is nothing to read", "--merge", foreign.toString(), empty.toString());
  }

  @Test
  void namesTheBadFileAmongSeveral() throws IOException, InterruptedException {
    Path foreign = Files.writeString(folder.resolve("other.jfr"), "no recording");
    Program.Result result =
        Program.muxscope("analyze", "--merge", foreign.toString(), recording.toString());
    assertEquals(1, result.exitCode());
    assertTrue(result.err().startsWith("muxscope: WARNING: " + foreign), result::err);
    assertTrue(result.out().contains("event loop"), result::out);
  }

  @Test
  void explainsWrongUsageInALine() throws IOException, InterruptedException {
    String file = recording.toString();
    assertFailure(
        2, "there is no view redy-sets: did you mean ready-sets?", "--view", "redy-sets", file);
    assertFailure(2, "--merge reads them as one", file, file, file);
    assertFailure(2, "exclude each other", "--json", "--csv", file);
    assertFailure(2, "--duration goes with --attach", "--duration", "1s", file);
    assertFailure(2, "A.jfr");
  }

  @Test
  void printsViewsInThreeForms() throws IOException, InterruptedException {
    String file = recording.toString();
    String text = output("--view", "ready-sets", file);
    assertTrue(text.contains("Ready sets: what one select returned"), text);
    assertFalse(text.contains("CPU time by thread role"), text);
    String json = output("--view", "ready-sets,cpu", "--json", file);
    assertTrue(json.contains("\"id\":\"ready-sets\"") && json.contains("\"id\":\"cpu\""), json);
    String csv = analyze("--view", "cpu", "--csv", file).out();
    assertTrue(csv.startsWith("role,threads,CPU (ns),"), csv);
    assertTrue(csv.contains("\r\nevent loop,1,"), csv);
    Program.Result none = analyze("--view", "loop-time", "--csv", silent().toString());
    assertEquals(0, none.exitCode());
    assertEquals("", none.out());
    assertTrue(none.err().contains("muxscope: Time of the event loop: not recorded."), none::err);
    String all = output("--view", "all", "--json", file);
    String list = output("--list-views", "--csv");
    list.lines()
        .skip(1)
        .map(line -> line.split(",", 2)[0])
        .forEach(view -> assertTrue(all.contains("\"id\":\"" + view + "\""), view));
  }

  /// A recording of an application that is no server.
  private static Path silent() throws IOException, InterruptedException {
    Path file = folder.resolve("silent.jfr");
    Program.Result java =
        Program.run(
            List.of(
                BIN.resolve("java").toString(),
                "-XX:StartFlightRecording:filename=" + file,
                "--version"));
    assertEquals(0, java.exitCode(), java::err);
    return file;
  }

  @Test
  void readsARecordingOfTheJavaOnThePath() throws IOException, InterruptedException {
    Tool.require("java");
    for (String settings : List.of("default", "profile")) {
      Path file = folder.resolve("java-" + settings + ".jfr");
      Program.Result java =
          Program.run(
              List.of(
                  "java",
                  "-XX:StartFlightRecording:settings=%s,filename=%s".formatted(settings, file),
                  "-version"));
      assertEquals(0, java.exitCode(), java::err);
      Program.Result result = Program.muxscope("analyze", file.toString());
      assertEquals(0, result.exitCode(), result::err);
      assertFalse(result.out().contains("could not be used"), result::out);
    }
  }

  @Test
  void watchesARunningJvmAndLeavesNothingRunning() throws IOException, InterruptedException {
    try (ServerProcess server = ServerProcess.muxscope(Mode.SELECT)) {
      Process process = attach(server);
      try {
        Output out = new Output(process.getInputStream());
        Output err = new Output(process.getErrorStream());
        assertNotNull(out.await(Pattern.compile("^.* events, "), PATIENCE), err::soFar);
        endBySignal(process, err);
        assertTrue(out.whole().contains("Recording process " + server.pid()), out::soFar);
        assertTrue(out.whole().contains("mode select"), out::soFar);
        assertRecordsNothing(server);
        // A recorded one that is killed leaves its chunks in /tmp.
        assertEquals(0, server.stop());
      } finally {
        process.destroyForcibly();
      }
    }
  }

  @Test
  void watchesForAsLongAsTold() throws IOException, InterruptedException {
    try (ServerProcess server = ServerProcess.muxscope(Mode.SELECT)) {
      Program.Result result =
          Program.measuring("analyze", "--attach", "" + server.pid(), "--duration=1s");
      assertEquals(0, result.exitCode(), result::err);
      assertTrue(result.out().contains("Recording process " + server.pid()), result::out);
      assertRecordsNothing(server);
      assertEquals(0, server.stop());
    }
  }

  @Test
  void endsWatchingAtASignalWithTheReport() throws IOException, InterruptedException {
    try (ServerProcess server = ServerProcess.muxscope(Mode.VTHREADS)) {
      Process process = attach(server, "--view", "gc,cpu", "--json");
      try {
        Output out = new Output(process.getInputStream());
        Output err = new Output(process.getErrorStream());
        assertNotNull(err.await(Pattern.compile("Ctrl-C ends it"), PATIENCE), err::soFar);
        Thread.sleep(2_500);
        endBySignal(process, err);
        assertTrue(out.whole().startsWith("{\"title\":"), out::soFar);
        assertRecordsNothing(server);
        assertEquals(0, server.stop());
      } finally {
        process.destroyForcibly();
      }
    }
  }

  private static Process attach(ServerProcess server, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(Program.launcher().toString(), "analyze"));
    command.addAll(List.of("--attach", "" + server.pid()));
    command.addAll(List.of(options));
    return new ProcessBuilder(command).start();
  }

  /// As by Ctrl-C, which processes in the background of a script may not hear.
  private static void endBySignal(Process process, Output err) throws InterruptedException {
    process.toHandle().destroy();
    assertTrue(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS), err::soFar);
    assertEquals(0, process.exitValue(), err::soFar);
  }

  private static void assertRecordsNothing(ServerProcess server)
      throws IOException, InterruptedException {
    Program.Result check =
        Program.run(List.of(BIN.resolve("jcmd").toString(), "" + server.pid(), "JFR.check"));
    assertTrue(check.out().contains("No available recordings"), check::out);
  }

  @Test
  void saysWhyAProcessCannotBeWatched() throws IOException, InterruptedException {
    Process sleep = new ProcessBuilder("sleep", "60").start();
    try {
      assertFailure(1, "is not a JVM", "--attach", "" + sleep.pid());
    } finally {
      sleep.destroyForcibly();
      sleep.waitFor();
    }
    assertFailure(1, "there is no process " + sleep.pid(), "--attach", "" + sleep.pid());
    assertFailure(2, "--attach takes a whole number", "--attach", "me");
  }

  private static String output(String... arguments) throws IOException, InterruptedException {
    Program.Result result = analyze(arguments);
    assertEquals(0, result.exitCode(), result::err);
    assertEquals("", result.err());
    return result.out();
  }

  private static void assertFailure(int exitCode, String said, String... arguments)
      throws IOException, InterruptedException {
    Program.Result result = analyze(arguments);
    assertEquals(exitCode, result.exitCode(), result::err);
    assertEquals(1, result.err().lines().count(), result::err);
    assertTrue(result.err().startsWith("muxscope: "), result::err);
    assertTrue(result.err().contains(said), result::err);
    assertEquals("", result.out());
  }

  private static Program.Result analyze(String... arguments)
      throws IOException, InterruptedException {
    String[] words = new String[arguments.length + 1];
    words[0] = "analyze";
    System.arraycopy(arguments, 0, words, 1, arguments.length);
    return Program.muxscope(words);
  }
}
