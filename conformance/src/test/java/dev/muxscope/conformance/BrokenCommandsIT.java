package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Handlers that fail cost their own request an error, and nobody else anything.
@ParameterizedClass
@EnumSource(Mode.class)
class BrokenCommandsIT extends OneServerTest {

  /// Of failures in a row, most are left out.
  private static final int FAILURES = 500;

  private static final int MOST_LOG_LINES = 50;

  @TempDir static Path directory;

  private static Path modules;

  @BeforeAll
  static void compile() throws IOException {
    modules = BrokenModule.compileTo(directory);
  }

  @Test
  void costAnErrorReplyOfTheirOwn() throws Exception {
    startBroken();
    RawConnection other = connect();
    other.send("SET k v\\r\\n");
    other.expect("+OK\\r\\n");

    fails("throw", "java.lang.IllegalStateException: on purpose");
    fails("checked", "java.io.IOException: two  lines");
    fails("assert", "java.lang.AssertionError: on purpose");
    fails("recurse", "java.lang.StackOverflowError");
    fails("exhaust", "java.lang.OutOfMemoryError: Java heap space");

    other.send("GET k\\r\\n");
    other.expect("$1\\r\\nv\\r\\n");
    assertEquals(0, server.stop(), () -> server.err().soFar());
  }

  private void startBroken() throws IOException, InterruptedException {
    server =
        ServerProcess.muxscope(
            Map.of("MUXSCOPE_OPTS", "-Xmx64m"), mode, "--module-path", modules.toString());
  }

  private void fails(String command, String cause) throws IOException {
    RawConnection client = connect();
    client.send("PING\\r\\nBROKEN." + command + "\\r\\nPING\\r\\n");
    client.expect(
        "+PONG\\r\\n-ERR internal error in 'broken.%s': %s\\r\\n+PONG\\r\\n"
            .formatted(command, cause));
  }

  /// An interrupt may close the connection of a thread that blocks, but not another's.
  @Test
  void interruptNobodyElse() throws Exception {
    startBroken();
    RawConnection other = connect();
    for (int i = 0; i < 5; i++) {
      connect().send("BROKEN.INTERRUPT\\r\\n");
      other.send("PING\\r\\n");
      other.expect("+PONG\\r\\n");
    }
    if (mode.selects()) {
      assertLoopsStayWhole();
    }
    assertEquals(0, server.stop(), () -> server.err().soFar());
  }

  /// An interrupt that is left on a loop's thread ends each of its selects at once.
  private void assertLoopsStayWhole() throws Exception {
    for (RawConnection client : clients.subList(1, clients.size())) {
      client.expect(
          "-ERR internal error in 'broken.interrupt':"
              + " java.lang.IllegalStateException: interrupted\\r\\n");
    }
    assertEquals(7, info("connected_clients"));
    Await.until(() -> selectsOfAMoment() < 100);
    long selects = selectsOfAMoment();
    assertTrue(selects < 100, selects + " selects of idle loops");
  }

  private long selectsOfAMoment() throws IOException, InterruptedException {
    long before = info("total_selects");
    Thread.sleep(300);
    return info("total_selects") - before;
  }

  @Test
  void doNotFillTheLog() throws Exception {
    startBroken();
    RawConnection client = connect();
    client.send("BROKEN.THROW\\r\\n".repeat(FAILURES));
    client.expect(
        "-ERR internal error in 'broken.throw': java.lang.IllegalStateException: on purpose\\r\\n"
            .repeat(FAILURES));
    assertEquals(0, server.stop());
    long lines = server.err().whole().lines().filter(line -> line.contains("failed")).count();
    assertTrue(lines >= 1 && lines <= MOST_LOG_LINES, () -> server.err().soFar());
  }
}
