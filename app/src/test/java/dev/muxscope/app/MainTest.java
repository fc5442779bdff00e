package dev.muxscope.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.common.event.Version;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path folder;

  @Test
  void printsTheVersionOfTheBuild() {
    assertEquals(0, run("--version"));
    assertEquals("muxscope " + System.getProperty("muxscope.version"), out.toString().strip());
    assertEquals(System.getProperty("muxscope.version"), Version.TEXT);
  }

  @Test
  void helpNamesEveryCommand() {
    assertEquals(0, run("--help"));
    for (String name :
        List.of("serve", "client", "load", "lab", "drill", "analyze", "probe", "export")) {
      assertTrue(out.toString().contains("  " + name), name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve", "client", "load", "lab", "drill", "analyze", "probe", "export"})
  void everyCommandExplainsItself(String name) {
    assertEquals(0, run(name, "--help"));
    assertTrue(out.toString().startsWith("usage: muxscope " + name), out::toString);
    assertEquals("", err.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "'sevre', 'did you mean serve?'",
    "'serve --prot 1', 'did you mean --port?'",
    "'serve --mode=selct', 'did you mean select?'",
    "'serve --port', '--port needs a value'",
    "'serve --port=x', 'not x'",
    "'serve --port=65536', '0 to 65535'",
    "'serve --operator=yes', 'takes no value'",
    "'serve --grace=5', 'a time like'",
    "'serve --grace=1.5', 'a time like'",
    "'serve --idle-timeout=0.5ms', 'a time like'",
    "'serve --mode=vthreads --event-loops=2', '--event-loops goes with --mode=select'",
    "'serve --max-bulk=600mb', '--max-bulk=600mb needs a --max-request that is as long, not 513mb'",
    "'client 6380 -- PING', 'for a port write :6380'",
    "'client redis://127.0.0.1:6380', 'write HOST:PORT, without redis://'",
    "'serve --poller=kqueue', 'epoll, poll or default'",
    "'serve --dispatch=pool:0', 'pool:N with N from 1 to 1000, not pool:0'",
    "'serve --dispatch=pool:x', 'not pool:x'",
    "'serve --mode=vthreads --dispatch=auto', '--dispatch goes with --mode=select'",
    "'serve --mode=select+vthreads --dispatch=inline', 'means --dispatch=vthreads'",
    "'serve --mode=select+threads', 'did you mean select+vthreads?'",
    "'serve here', 'got here'",
    "'serve --module-path=/no/such/folder', '/no/such/folder'",
    "'load', 'muxscope: load takes HOST:PORT, but got nothing'",
    "'load 127.0.0.1:port', 'port'",
    "'load 127.0.0.1:6380 --pipeline=0', '--pipeline'",
    "'load 127.0.0.1:6380 --duration=0s', 'duration'",
    "'load 127.0.0.1:6380 --json --rate 5', '--json needs a value: FILE'",
    "'load 127.0.0.1:6380 -c 50', 'unknown option -c'",
    "'load 127.0.0.1:6380 --json=/no/such.json', 'cannot be written: there is no directory /no'",
    "'load 127.0.0.1:6380 --hdr=/no/such.hlog', 'cannot be written: there is no directory /no'",
    "'load 127.0.0.1:6380 --json=/', 'cannot be written: it is a directory'",
    "'load 127.0.0.1:6380 --json=x --hdr=x', '--json and --hdr name the same file'",
    "'load 127.0.0.1:6380 --json=x --hdr=./x', '--json and --hdr name the same file'",
    "'lab --compare a b --html=/', 'cannot be written: it is a directory'",
    "'lab --work=sleep:50us', 'work sleeps 50.0 µs: use whole milliseconds'",
    "'lab --connections=1,,2', 'separated by commas'",
    "'lab --modes=a/b', 'a/b'",
    "'lab --modes=select,vthread', 'unknown mode vthread: did you mean vthreads?'",
    "'lab --modes=select,threads#2,thread#3', 'unknown mode thread: did you mean threads?'",
    "'predict --from=x --connections=1 --activity=1,0.5', 'at most 1, like 0.01, not 1,0.5'",
    "'predict --from=x --connections=1 --activity=@/dev/null', 'not @/dev/null'",
    "'analyze', 'A.jfr'",
    "'analyze a b c', 'a b c'",
    "'analyze --view=gcc a', 'did you mean gc?'",
    "'analyze --json --csv a', 'exclude each other'",
    "'analyze --advise --view gc a', '--view and --advise exclude each other: give one of them'",
    "'analyze --flame f --html h a', '--flame and --html exclude each other: give one of them'",
    "'analyze --list-views a', 'takes nothing besides these options, but got a'",
    "'analyze --attach=1 a', 'besides these options, but got a'",
    "'analyze --advise a b', 'is about one recording, but got a b: --merge reads them as one'",
    "'lab a b', 'takes nothing besides these options, but got a b'",
    "'analyze --attach=me', 'not me'",
    "'analyze --attach=1 --duration=0s', 'over 0'",
    "'analyze --duration=1s a', '--attach'",
    "'probe app.jar', 'got app.jar'",
    "'probe --jdk=11', 'from 17 on, not 11'",
    "'probe --duration=10ms', '1s or more'",
    "'probe --recording=a,b.jfr', 'without blanks, commas'",
    "'probe --force', 'which is not given'",
    "'analyze --sql=x --shell a', 'exclude each other'",
    "'analyze --sql=-- a', 'no statement'",
    "'analyze --sql-file=/no/such/file a', '/no/such/file'",
    "'analyze --sql=x --html=y a', '--csv or --json'",
    "'analyze --sql=x --view=gc a', '--view'",
    "'analyze --sql=x a b c', 'a b c'",
    "'export a', '--parquet DIR'",
    "'export --parquet=x', 'A.jfr'",
    "'client a:1 b:2', 'a:1 b:2'"
  })
  void wrongUsageIsOneLineThatSaysWhatWouldBeRight(String line, String expected) {
    assertEquals(2, run(line.split(" ")));
    assertComplaint(expected);
  }

  @Test
  void aFileThatIsNoRecordingIsOneLine() throws IOException {
    Path file = Files.writeString(folder.resolve("no.jfr"), "this is no recording");
    assertEquals(1, run("analyze", file.toString()));
    assertComplaint("no.jfr");
  }

  @Test
  void saysWhatIsWrongWithAModule() throws IOException {
    Files.writeString(folder.resolve("no.jar"), "this is no jar");
    assertEquals(2, run("serve", "--module-path", folder.toString()));
    assertComplaint("no.jar: zip");
  }

  @Test
  void helpOnACommandIsTheCommandsOwn() {
    assertEquals(0, run("help", "analyze"));
    assertTrue(out.toString().startsWith("usage: muxscope analyze"), out::toString);
    assertEquals(2, run("help", "analyse"));
    assertComplaint("did you mean analyze?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--html", "--flame"})
  void aPageReplacesPagesAlone(String option) throws IOException {
    Path recording = record();
    byte[] before = Files.readAllBytes(recording);
    assertEquals(2, run("analyze", recording.toString(), option, recording.toString()));
    assertComplaint("exists and is no page: name another file");
    assertArrayEquals(before, Files.readAllBytes(recording));
    String page = folder.resolve("page.html").toString();
    assertEquals(0, run("analyze", recording.toString(), option, page));
    assertEquals(0, run("analyze", recording.toString(), option, page));
  }

  /// With samples of which a graph is drawn.
  private Path record() throws IOException {
    Path file = folder.resolve("app.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.ThreadSleep").withoutThreshold().withStackTrace();
      recording.start();
      Thread.sleep(10);
      recording.stop();
      recording.dump(file);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return file;
  }

  @Test
  void adviceIsGivenOnSeveralFilesOfOneRecording() throws IOException {
    String file = record().toString();
    assertEquals(0, run("analyze", "--advise", "--merge", file, file), err::toString);
  }

  @Test
  void csvLeavesOutWhatIsSaidOfGraphs() throws IOException {
    assertEquals(0, run("analyze", "--csv", record().toString()));
    assertTrue(err.toString().contains("not recorded"), err::toString);
    assertFalse(err.toString().contains("Frames stand below"), err::toString);
  }

  @Test
  void csvSaysWhatLimitsItBesideTheTables() throws IOException {
    assertEquals(0, run("analyze", "--csv", record().toString()));
    assertTrue(err.toString().contains("muxscope: WARNING: The recording is only"), err::toString);
  }

  @Test
  void csvSaysOnceWhatCouldNotBeRead() throws IOException {
    String foreign = Files.writeString(folder.resolve("foreign.jfr"), "no recording").toString();

    assertEquals(1, run("analyze", "--csv", "--merge", foreign, record().toString()));
    assertEquals(
        1, err.toString().lines().filter(line -> line.contains(foreign)).count(), err::toString);
  }

  @Test
  void aServerThatIsNotThereIsOneLine() {
    assertEquals(1, run("load", "127.0.0.1:1", "--duration=100ms"));
    assertComplaint("refused");
  }

  private void assertComplaint(String expected) {
    assertEquals(1, err.toString().lines().count(), err::toString);
    assertTrue(err.toString().startsWith("muxscope: "), err::toString);
    assertTrue(err.toString().contains(expected), err::toString);
    assertFalse(err.toString().contains("Exception"), err::toString);
  }

  private int run(String... words) {
    return Main.run(
        words, InputStream.nullInputStream(), new PrintStream(out), new PrintStream(err));
  }
}
