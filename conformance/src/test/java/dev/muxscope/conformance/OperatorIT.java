package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// `serve --operator`: a person at the server's console answers, and in `select` mode everybody
/// waits for that person.
@ParameterizedClass
@EnumSource
class OperatorIT {

  private static final Duration A_MOMENT = Duration.ofMillis(300);

  @Parameter Mode mode;

  private ServerProcess server;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    server = ServerProcess.muxscope(mode, "--operator");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void bringsEachAnswerToWhoAsked() throws IOException, InterruptedException {
    try (RawConnection first = new RawConnection(server.address());
        RawConnection second = new RawConnection(server.address());
        RawConnection third = new RawConnection(server.address())) {
      first.send("*2\\r\\n$7\\r\\nLAB.ASK\\r\\n$12\\r\\nhow are you?\\r\\n");
      second.send("LAB.ASK \"and you?\"\\r\\n");
      third.send("what is the time\\r\\n");
      Map<String, RawConnection> clients =
          Map.of(first.name(), first, second.name(), second, third.name(), third);
      for (int prompt = 1; prompt <= clients.size(); prompt++) {
        String who = awaitPrompt(prompt);
        type("I answer " + who);
        clients.get(who).expect("+I answer " + who + "\\r\\n");
      }
      assertAsked(first, "how are you?");
      assertAsked(second, "and you?");
      assertAsked(third, "what is the time");
    }
  }

  @Test
  void blocksOthersOnlyInTheEventLoop() throws IOException, InterruptedException {
    try (RawConnection asking = new RawConnection(server.address());
        RawConnection bystander = new RawConnection(server.address())) {
      bystander.send("PING before\\r\\n");
      bystander.expect("$6\\r\\nbefore\\r\\n");
      asking.send("LAB.ASK anybody?\\r\\n");
      assertEquals(asking.name(), awaitPrompt(1));
      bystander.send("PING\\r\\n");
      if (mode.blocksEverybody()) {
        bystander.expectSilence(A_MOMENT);
        type("yes");
      }
      bystander.expect("+PONG\\r\\n");
      if (!mode.blocksEverybody()) {
        asking.expectSilence(A_MOMENT);
        type("yes");
      }
      asking.expect("+yes\\r\\n");
    }
  }

  @Test
  void asksAgainForTheNextQuestionOfTheSameClient() throws IOException, InterruptedException {
    try (RawConnection client = new RawConnection(server.address())) {
      client.send("LAB.ASK one\\r\\nLAB.ASK two\\r\\nPING\\r\\n");
      awaitPrompt(1);
      type("1");
      client.expect("+1\\r\\n");
      awaitPrompt(2);
      type("2");
      client.expect("+2\\r\\n+PONG\\r\\n");
    }
  }

  @Test
  void saysThatTheOperatorHasLeft() throws IOException, InterruptedException {
    try (RawConnection client = new RawConnection(server.address())) {
      client.send("LAB.ASK anybody?\\r\\n");
      awaitPrompt(1);
      server.keyboard().close();
      client.expect("-ERR the operator has left\\r\\n");
      client.send("LAB.ASK again?\\r\\nPING\\r\\n");
      client.expect("-ERR the operator has left\\r\\n+PONG\\r\\n");
      assertEquals(0, server.stop());
    }
  }

  /// Waits for prompt number `count` and returns whom it answers, such as `127.0.0.1:54321`.
  private String awaitPrompt(int count) throws InterruptedException {
    Pattern prompts = Pattern.compile("(?:.*?answer (\\S+) >>> ){" + count + "}", Pattern.DOTALL);
    Matcher matcher = server.out().await(prompts, RawConnection.PATIENCE);
    assertNotNull(
        matcher,
        () -> "no prompt number " + count + " in " + server.out().soFar() + server.err().soFar());
    return matcher.group(1);
  }

  private void type(String line) throws IOException {
    server.keyboard().write((line + System.lineSeparator()).getBytes(StandardCharsets.UTF_8));
    server.keyboard().flush();
  }

  private void assertAsked(RawConnection client, String text) {
    String line = client.name() + " asks: " + text + System.lineSeparator();
    assertTrue(
        server.out().soFar().contains(line),
        () -> "should contain " + line + " but is " + server.out().soFar());
  }
}
