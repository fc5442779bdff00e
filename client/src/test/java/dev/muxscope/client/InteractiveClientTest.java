package dev.muxscope.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class InteractiveClientTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void sendsPlainLinesAsMessagesAndPrintsTheAnswers() throws IOException {
    try (var server = new StubServer(InteractiveClientTest::answer)) {
      int code = client(server.address(), true).runLines(input("how are you?\n\n//home 'x\n"));
      assertEquals(0, code);
      assertEquals("<how are you?>\n</home 'x>\n", out.toString(UTF_8));
      assertEquals(2, server.requests());
    }
  }

  @Test
  void sendsLinesWithASlashAsCommands() throws IOException {
    try (var server = new StubServer(InteractiveClientTest::answer)) {
      assertEquals(0, client(server.address(), true).runLines(input("/echo 'a b'\n/nope\n/\n")));
      assertEquals("\"a b\"\n(error) ERR unknown\n", out.toString(UTF_8));
    }
  }

  @Test
  void printsBareBytesForPrograms() throws IOException {
    try (var server = new StubServer(InteractiveClientTest::answer)) {
      assertEquals(0, client(server.address(), false).runLines(input("/echo 'a b'\n")));
      assertEquals("a b\n", out.toString(UTF_8));
    }
  }

  @Test
  void endsWithQuitAndHelpsWithoutAServer() {
    assertEquals(0, client(nobody(), false).runLines(input("/help\n/quit\n/ping\n")));
    assertTrue(out.toString(UTF_8).contains("/quit"));
  }

  /// As at a pipe whose writer stays.
  @Test
  void endsWithQuitThoughTheInputDoesNot() throws IOException {
    try (var writer = new PipedOutputStream();
        var input = new PipedInputStream(writer)) {
      writer.write("/quit\n".getBytes(UTF_8));
      assertEquals(0, client(nobody(), false).runLines(input));
    }
  }

  @Test
  void tellsAnOpenQuoteAndGoesOn() throws IOException {
    try (var server = new StubServer(InteractiveClientTest::answer)) {
      assertEquals(0, client(server.address(), true).runLines(input("/echo \"a\n/echo b\n")));
      assertEquals("a \" is not closed\n", err.toString(UTF_8));
      assertEquals("\"b\"\n", out.toString(UTF_8));
    }
  }

  @Test
  void tellsInOneLineThatNoServerIsThere() {
    HostPort nobody = nobody();
    assertEquals(1, client(nobody, true).runLines(input("hello\n")));
    assertEquals(
        nobody + ": connection refused: is a server listening there?\n", err.toString(UTF_8));
  }

  @Test
  void tellsInOneLineThatTheServerWentAway() throws IOException {
    try (var server = new StubServer((_, number) -> number == 1 ? "+OK\r\n" : StubServer.CLOSE)) {
      assertEquals(1, client(server.address(), true).runLines(input("/a\n/b\n/c\n")));
      assertEquals("OK\n", out.toString(UTF_8));
      assertEquals(server.address() + ": the server closed the connection\n", err.toString(UTF_8));
    }
  }

  @Test
  void readsAReplyForEachChannelThatIsLeft() throws IOException {
    String left = "*3\r\n$11\r\nunsubscribe\r\n$1\r\n%s\r\n:0\r\n";
    try (var server =
        new StubServer((request, number) ->
            number == 1 ? left.formatted("a") + left.formatted("b") : answer(request, number))) {
      String lines = "/unsubscribe a b\n/echo c\n";
      assertEquals(0, client(server.address(), false).runLines(input(lines)));
      assertEquals("unsubscribe\na\n0\nunsubscribe\nb\n0\nc\n", out.toString(UTF_8));
    }
  }

  @Test
  void printsMessagesAfterASubscription() throws IOException {
    String first = "*3\r\n$9\r\nsubscribe\r\n$1\r\nc\r\n:1\r\n";
    String message = "*3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$2\r\nhi\r\n";
    try (var server = new StubServer((_, _) -> first + message + "HTTP\r\n")) {
      // Nothing else ends a subscription than the connection's end.
      assertEquals(1, client(server.address(), false).runLines(input("/subscribe c\n/never\n")));
      assertEquals("subscribe\nc\n1\nmessage\nc\nhi\n", out.toString(UTF_8));
      assertEquals(1, server.requests());
    }
  }

  @Test
  void endsWhenTheOutputTakesNoMore() throws IOException {
    String first = "*3\r\n$9\r\nsubscribe\r\n$1\r\nc\r\n:1\r\n";
    String message = "*3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$2\r\nhi\r\n";
    String all = first + message.repeat(3) + StubServer.CLOSE_AFTER;
    try (var server = new StubServer((_, _) -> all)) {
      var client =
          new InteractiveClient(
              server.address(),
              Credentials.none(),
              new PrintStream(new ReaderThatLeaves(), true, UTF_8),
              new PrintStream(err, true, UTF_8),
              false);
      assertEquals(0, client.runLines(input("/subscribe c\n/never\n")));
      assertEquals("", err.toString(UTF_8));
      assertEquals(1, server.requests());
    }
  }

  /// Takes one write, as `head -1` would.
  private static final class ReaderThatLeaves extends OutputStream {
    private boolean gone;

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      if (gone) {
        throw new IOException("Broken pipe");
      }
      gone = true;
    }
  }

  @Test
  void printsPushedMessagesBeforeTheReply() throws IOException {
    try (var server = new StubServer((_, _) -> Samples.PUSH + ":1\r\n")) {
      assertEquals(0, client(server.address(), false).runCommand(List.of("PUBLISH", "c", "hi")));
      assertEquals("message\nhi\n1\n", out.toString(UTF_8));
    }
  }

  @Test
  void runsOneCommand() throws IOException {
    try (var server = new StubServer(InteractiveClientTest::answer)) {
      assertEquals(0, client(server.address(), true).runCommand(List.of("ECHO", "a b")));
      assertEquals(1, client(server.address(), true).runCommand(List.of("NOPE")));
      assertEquals("\"a b\"\n(error) ERR unknown\n", out.toString(UTF_8));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"OFF", "skip"})
  void refusesToBeLeftWithoutReplies(String how) throws IOException {
    try (var server = new StubServer((_, _) -> "")) {
      assertEquals(1, client(server.address(), true).runCommand(List.of("client", "REPLY", how)));
      assertEquals(
          0, client(server.address(), true).runLines(input("/client reply " + how + "\n")));
      assertEquals(0, server.requests());
      assertTrue(err.toString(UTF_8).startsWith("not sent: "));
      assertEquals(2, err.toString(UTF_8).lines().count());
    }
  }

  private static String answer(List<String> request, int number) {
    return switch (request.getFirst()) {
      case "LAB.ASK" -> bulk("<" + request.get(1) + ">");
      case "ECHO", "echo" -> bulk(request.get(1));
      default -> "-ERR unknown\r\n";
    };
  }

  private static String bulk(String text) {
    return "$" + text.length() + "\r\n" + text + "\r\n";
  }

  private InteractiveClient client(HostPort target, boolean terminal) {
    return new InteractiveClient(
        target,
        Credentials.none(),
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8),
        terminal);
  }

  private static ByteArrayInputStream input(String lines) {
    return new ByteArrayInputStream(lines.getBytes(UTF_8));
  }

  /// A port below those that systems hand out, so nobody comes to listen there by chance.
  private static HostPort nobody() {
    return new HostPort("127.0.0.1", 1);
  }
}
