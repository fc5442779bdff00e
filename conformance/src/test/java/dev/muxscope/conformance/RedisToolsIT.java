package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Redis's own tools, which nobody here wrote, work with every mode.
@ParameterizedClass
@EnumSource
class RedisToolsIT {

  private static final List<String> BENCHMARKS =
      List.of("PING_INLINE", "PING_MBULK", "SET", "GET", "INCR", "MSET (10 keys)");

  @Parameter Mode mode;

  private static ServerProcess server;

  @BeforeParameterizedClassInvocation
  static void start(Mode mode) throws IOException, InterruptedException {
    Tool.require("redis-cli");
    Tool.require("redis-benchmark");
    server = ServerProcess.muxscope(mode);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void redisCliSpeaksResp2() throws IOException, InterruptedException {
    assertEquals("PONG", cli("PING"));
    assertEquals("OK", cli("SET", "key", "a value\r\n\"quoted\""));
    assertEquals("a value\r\n\"quoted\"", cli("GET", "key"));
    assertEquals("", cli("GET", "nokey"));
  }

  @Test
  void redisCliSpeaksResp3() throws IOException, InterruptedException {
    assertTrue(Pattern.compile("proto\\W+3").matcher(cli("HELLO", "3")).find());
    assertEquals("PONG", cli("-3", "PING"));
    assertTrue(cli("-3", "CONFIG", "GET", "appendonly").matches("appendonly\\W+no"));
  }

  /// In a terminal it asks for `COMMAND DOCS` and shows what may follow, in grey.
  @Test
  void redisCliCompletesAndShowsHints() throws IOException, InterruptedException {
    Tool.require("script");
    // Without a width redis-cli asks the terminal, and waits for an answer.
    ProcessBuilder builder =
        new ProcessBuilder(
            "script", "-qec", "stty cols 150; exec redis-cli -p " + server.port(), "/dev/null");
    // It neither reads nor writes what belongs to who runs the tests.
    builder.environment().put("REDISCLI_HISTFILE", "/dev/null");
    builder.environment().put("REDISCLI_RCFILE", "/dev/null");
    Process terminal = builder.start();
    try {
      Output shown = new Output(terminal.getInputStream());
      type(terminal, shown, "127.0.0.1:" + server.port() + "> ", "MSE\t");
      type(terminal, shown, "MSET.* key value \\[key value \\.\\.\\.\\]", "\025lab.sp\t");
      type(terminal, shown, "LAB\\.SPIN.* microseconds", "\025quit\r");
    } finally {
      terminal.descendants().forEach(ProcessHandle::destroyForcibly);
      terminal.destroyForcibly();
    }
  }

  /// Waits for `pattern`, then types.
  private static void type(Process terminal, Output shown, String pattern, String keys)
      throws IOException, InterruptedException {
    assertTrue(
        shown.await(Pattern.compile(pattern), RawConnection.PATIENCE) != null,
        () -> pattern + " is missing in " + shown.soFar());
    terminal.getOutputStream().write(keys.getBytes(StandardCharsets.US_ASCII));
    terminal.getOutputStream().flush();
  }

  @Test
  void redisBenchmarkRuns() throws IOException, InterruptedException {
    benchmark(List.of());
  }

  @Test
  void redisBenchmarkRunsPipelined() throws IOException, InterruptedException {
    benchmark(List.of("-P", "16"));
  }

  private String cli(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("redis-cli", "-p", "" + server.port()));
    command.addAll(List.of(words));
    Program.Result result = Program.run(command);
    assertEquals(0, result.exitCode(), result::err);
    return result.out().substring(0, Math.max(0, result.out().length() - 1));
  }

  private void benchmark(List<String> more) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("redis-benchmark", "-p", "" + server.port(), "-q"));
    command.addAll(List.of("-t", "ping,set,get,incr,mset", "-n", "5000", "-c", "50"));
    command.addAll(more);
    Program.Result result = Program.run(command);
    String printed = result.out() + result.err();
    assertEquals(0, result.exitCode(), printed);
    assertFalse(Pattern.compile("(?i)error|warning|-ERR").matcher(printed).find(), printed);
    for (String name : BENCHMARKS) {
      String rate = "[\\r\\n]" + Pattern.quote(name) + ": [1-9][0-9.]* requests per second";
      assertTrue(
          Pattern.compile(rate).matcher("\n" + printed).find(),
          name + " has no rate in " + printed);
    }
  }
}
