package dev.muxscope.common.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class OperatorTest {

  private final PipedOutputStream keyboard = new PipedOutputStream();
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final Operator operator;
  private final ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor();

  OperatorTest() throws IOException {
    operator = new Operator(new PipedInputStream(keyboard), new PrintStream(screen, true, UTF_8));
  }

  @AfterEach
  void letAskersGo() {
    askers.shutdownNow();
  }

  @Test
  void answersWithTheLineTyped() throws Exception {
    Future<Optional<String>> answer = ask("1.2.3.4:5", "how are you?");
    awaitScreen("1.2.3.4:5 asks: how are you?\nanswer 1.2.3.4:5 >>> ");
    type("fine, \u00fc\n");
    assertEquals(Optional.of("fine, \u00fc"), answer.get());
  }

  @Test
  void hearsOneAskerAtATime() throws Exception {
    Future<Optional<String>> first = ask("first", "a");
    awaitScreen("first asks: a\nanswer first >>> ");
    Future<Optional<String>> second = ask("second", "b");
    type("to the first\n");
    assertEquals(Optional.of("to the first"), first.get());
    awaitScreen("first asks: a\nanswer first >>> second asks: b\nanswer second >>> ");
    type("to the second\n");
    assertEquals(Optional.of("to the second"), second.get());
  }

  @Test
  void showsNoControlCharacters() throws Exception {
    ask("x", "a\r\n\u001b[2Jb\u009b2Jc");
    awaitScreen("x asks: a   [2Jb 2Jc\nanswer x >>> ");
  }

  @Test
  void letsEveryoneGoWhenTheInputEnds() throws Exception {
    Future<Optional<String>> first = ask("x", "a");
    Future<Optional<String>> second = ask("y", "b");
    keyboard.close();
    assertEquals(Optional.empty(), first.get());
    assertEquals(Optional.empty(), second.get());
    assertEquals(Optional.empty(), operator.ask("z", "later"));
  }

  @Test
  void letsEveryoneGoWhenTheOperatorLeaves() throws Exception {
    Future<Optional<String>> first = ask("x", "a");
    Future<Optional<String>> second = ask("y", "b");
    operator.leave();
    assertEquals(Optional.empty(), first.get());
    assertEquals(Optional.empty(), second.get());
    assertEquals(Optional.empty(), operator.ask("z", "later"));
  }

  @Test
  void hasLeftWhenTheInputCannotBeRead() throws Exception {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("unplugged");
          }
        };
    assertEquals(Optional.empty(), new Operator(broken, new PrintStream(screen)).ask("x", "a"));
  }

  /// As of `yes`.
  @Test
  void readsNoFurtherAheadThanAFewLines() throws Exception {
    var endless = new Endless();
    var busy = new Operator(endless, new PrintStream(screen));
    assertEquals(Optional.of("y"), busy.ask("x", "a"));
    while (endless.read.get() < Endless.MUCH
        && endless.reader.get().getState() != Thread.State.WAITING) {
      Thread.sleep(1);
    }
    assertTrue(endless.read.get() < Endless.MUCH);
    busy.leave();
    assertEquals(Optional.empty(), busy.ask("z", "later"));
  }

  private static final class Endless extends InputStream {

    private static final int MUCH = 1 << 20;

    private final AtomicLong read = new AtomicLong();
    private final AtomicReference<Thread> reader = new AtomicReference<>();

    @Override
    public int read() {
      reader.set(Thread.currentThread());
      long at = read.getAndIncrement();
      return at > MUCH ? -1 : at % 2 == 0 ? 'y' : '\n';
    }
  }

  @Test
  void givesTheTurnAwayWhenAnAskerIsInterrupted() throws Exception {
    var first =
        Thread.ofVirtual()
            .start(() -> assertThrows(InterruptedException.class, () -> operator.ask("x", "a")));
    awaitScreen("x asks: a\nanswer x >>> ");
    first.interrupt();
    first.join();
    Future<Optional<String>> second = ask("y", "b");
    type("b, indeed\n");
    assertEquals(Optional.of("b, indeed"), second.get());
  }

  @Test
  void throwsWhenInterrupted() {
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> operator.ask("x", "a"));
  }

  private Future<Optional<String>> ask(String asker, String text) {
    return askers.submit(() -> operator.ask(asker, text));
  }

  private void type(String text) throws IOException {
    keyboard.write(text.getBytes(UTF_8));
    keyboard.flush();
  }

  private void awaitScreen(String text) throws InterruptedException {
    while (!screen.toString(UTF_8).replace(System.lineSeparator(), "\n").equals(text)) {
      Thread.sleep(1);
    }
  }
}
