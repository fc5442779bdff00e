package dev.muxscope.common.server;

import static dev.muxscope.common.protocol.Samples.array;
import static dev.muxscope.common.protocol.Samples.bytes;
import static dev.muxscope.common.protocol.Samples.drain;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.common.command.Command;
import dev.muxscope.common.command.CommandSet;
import dev.muxscope.common.command.Session;
import dev.muxscope.common.command.Store;
import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.RequestParser;
import dev.muxscope.common.server.RequestProcessor.HandOver;
import dev.muxscope.common.server.RequestProcessor.Outcome;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestProcessorTest {

  private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.0.0.1", 1);

  private final ReplyWriter replies = new ReplyWriter();
  private Server server = server(Optional.empty());
  private Session session = server.admit(ADDRESS, ADDRESS).orElseThrow();

  @Test
  void answersWhatIsWholeAndLeavesTheRest() {
    String rest = "*2\r\n$4\r\nECHO\r\n$3\r\nab";
    ByteBuffer in = ByteBuffer.wrap(bytes("PING\r\n" + array("ECHO", "x") + rest));
    assertEquals(Outcome.READ_MORE, process(in));
    assertEquals("+PONG\r\n$1\r\nx\r\n", drain(replies));
    assertEquals(rest.length(), in.remaining());
    assertEquals(2, server.counters().requests());
  }

  /// As the server does; of a client, `tot-cmds` is what it has executed, as in Redis.
  @Test
  void countsRequestsThatAreRefusedToo() {
    process("PING\r\nNONSENSE\r\nGET\r\nCLIENT NONSENSE\r\n");
    session.authenticated(false);
    process("PING\r\n");
    assertEquals(5, server.counters().requests());
    assertEquals(5, session.requests());
    assertEquals(1, session.commands());
    assertEquals("ping", session.lastCommand());
  }

  /// Of handlers that compute, and do not say that they may block.
  @Test
  void asksToBeCalledAgainWhenItHasWorkedForLong() {
    int requests = 100;
    ByteBuffer in = ByteBuffer.wrap(bytes("WORK\r\n".repeat(requests)));
    server = new Server("test", ServerOptions.defaults(), List.of(new Work()), Optional.empty());
    session = server.admit(ADDRESS, ADDRESS).orElseThrow();
    var parser = new RequestParser();
    assertEquals(
        Outcome.CALL_AGAIN, server.process(session, parser, in, replies, new Turn(HandOver.NONE)));
    long first = session.requests();
    assertTrue(first <= 17, first + " at once");
    assertEquals(":1\r\n".repeat((int) first), drain(replies));
    while (server.process(session, parser, in, replies, new Turn(HandOver.NONE))
        == Outcome.CALL_AGAIN) {
      replies.clear();
    }
    assertEquals(requests, session.requests());
  }

  private record Work() implements CommandSet {

    @Override
    public String group() {
      return "work";
    }

    @Override
    public List<Command> commands(Store store) {
      return List.of(
          Command.of(
              "work",
              1,
              "Takes a millisecond",
              (_, _, reply) -> {
                long end = System.nanoTime() + 1_000_000;
                while (System.nanoTime() < end) {
                  Thread.onSpinWait();
                }
                reply.integer(1);
              }));
    }
  }

  @Test
  void asksToBeCalledAgainWhenRepliesGrowLarge() {
    String large = "x".repeat(1000);
    ByteBuffer in = ByteBuffer.wrap(bytes(array("ECHO", large).repeat(100)));
    var parser = new RequestParser();
    var sent = new StringBuilder();
    int calls = 0;
    Outcome outcome;
    do {
      outcome = server.process(session, parser, in, replies, new Turn(HandOver.NONE));
      assertTrue(replies.size() <= ReplyWriter.USUAL_BYTES, "the buffer need not grow");
      sent.append(drain(replies));
      calls++;
    } while (outcome == Outcome.CALL_AGAIN);
    assertEquals(Outcome.READ_MORE, outcome);
    // On a machine that is busy, a turn may be over between any two.
    assertTrue(calls >= 2, calls + " calls");
    assertEquals(("$1000\r\n" + large + "\r\n").repeat(100), sent.toString());
  }

  @Test
  void tellsCommandsFromRequestsThatWereRefused() {
    process("PING\r\nGET\r\nNONSENSE\r\nCLIENT NONSENSE\r\n");
    drain(replies);
    process("INFO stats\r\n");
    assertTrue(drain(replies).contains("\r\ntotal_commands_processed:1\r\n"));
    assertEquals(5, server.counters().requests());
    process("CONFIG RESETSTAT\r\nPING\r\n");
    drain(replies);
    process("INFO stats\r\n");
    assertTrue(drain(replies).contains("\r\ntotal_commands_processed:2\r\n"));
  }

  @Test
  void beginsNoReplyThatIsMoreThanMayBeUnread() {
    process(array("SET", "k", "x".repeat(100_000)));
    assertEquals("+OK\r\n", drain(replies));
    server.limits(server.limits().with(Limit.OUTPUT_BYTES, 100_011));
    assertEquals(Outcome.CALL_AGAIN, process("GET k\r\n"));
    assertEquals(100_011, drain(replies).length());
    server.limits(server.limits().with(Limit.OUTPUT_BYTES, 100_010));
    assertEquals(Outcome.CLOSE, process("PING\r\nGET k\r\nPING\r\n"));
    assertEquals("", drain(replies));
    assertEquals("too many replies unread", session.disconnectReason());
    assertEquals(1, server.counters().late.sum());
  }

  @Test
  void saysWhatHasArrivedWhileItIsExecuted() {
    process("PING\r\nCLIENT INFO\r\nPIN");
    String line = drain(replies);
    assertTrue(line.contains(" qbuf=22 qbuf-free=0 argv-mem=10 "), line);
  }

  @Test
  void asksForRepliesToBeSentBeforeACommandThatMayBlock() {
    ByteBuffer in = ByteBuffer.wrap(bytes("PING\r\nECHO 1\r\nLAB.SLEEP 0\r\nPING\r\n"));
    var parser = new RequestParser();
    assertEquals(
        Outcome.CALL_AGAIN, server.process(session, parser, in, replies, new Turn(HandOver.NONE)));
    assertEquals("+PONG\r\n$1\r\n1\r\n", drain(replies));
    assertEquals(
        Outcome.READ_MORE, server.process(session, parser, in, replies, new Turn(HandOver.NONE)));
    assertEquals("+OK\r\n+PONG\r\n", drain(replies));
    assertEquals(4, server.counters().requests());
  }

  @Test
  void stopsBeforeARequestThatIsToBeHandedOverAndGoesOnWithItElsewhere() {
    ByteBuffer in = ByteBuffer.wrap(bytes("PING\r\nlab.sleep 0\r\nPING\r\n"));
    var parser = new RequestParser();
    assertEquals(
        Outcome.HAND_OVER,
        server.process(session, parser, in, replies, new Turn(HandOver.BLOCKING)));
    assertEquals("+PONG\r\n", drain(replies));
    assertEquals(
        Outcome.HAND_OVER,
        server.process(session, parser, in, replies, new Turn(HandOver.BLOCKING)));
    assertEquals("", drain(replies));
    assertEquals(1, server.counters().requests());
    // What another thread goes on with lies somewhere else.
    ByteBuffer copy = ByteBuffer.wrap(new byte[in.remaining()]).put(in).flip();
    assertEquals(
        Outcome.READ_MORE, server.process(session, parser, copy, replies, new Turn(HandOver.NONE)));
    assertEquals("+OK\r\n+PONG\r\n", drain(replies));
    assertEquals(3, server.counters().requests());
  }

  @Test
  void handsOverWholeRequestsOnly() {
    var parser = new RequestParser();
    ByteBuffer part = ByteBuffer.wrap(bytes("*1\r\n$4\r\nPI"));
    assertEquals(
        Outcome.READ_MORE, server.process(session, parser, part, replies, new Turn(HandOver.ALL)));
    ByteBuffer whole = ByteBuffer.wrap(bytes("*1\r\n$4\r\nPING\r\n"));
    assertEquals(
        Outcome.HAND_OVER, server.process(session, parser, whole, replies, new Turn(HandOver.ALL)));
    assertEquals(0, server.counters().requests());
    assertEquals(
        Outcome.READ_MORE,
        server.process(session, parser, whole, replies, new Turn(HandOver.NONE)));
    assertEquals("+PONG\r\n", drain(replies));
    ByteBuffer bad = ByteBuffer.wrap(bytes("*x\r\n"));
    assertEquals(
        Outcome.CLOSE, server.process(session, parser, bad, replies, new Turn(HandOver.ALL)));
  }

  @Test
  void handsMessagesForTheOperatorOver() {
    operator("fine\n");
    var parser = new RequestParser();
    ByteBuffer in = ByteBuffer.wrap(bytes("how's that?\r\n"));
    assertEquals(
        Outcome.HAND_OVER,
        server.process(session, parser, in, replies, new Turn(HandOver.BLOCKING)));
    assertEquals(
        Outcome.READ_MORE, server.process(session, parser, in, replies, new Turn(HandOver.NONE)));
    assertEquals("+fine\r\n", drain(replies));
  }

  @Test
  void takesNothingUpAfterQuit() {
    ByteBuffer in = ByteBuffer.wrap(bytes("QUIT\r\nSET k v\r\n"));
    assertEquals(Outcome.CLOSE, process(in));
    assertEquals("+OK\r\n", drain(replies));
    assertEquals(0, server.store().size());
  }

  @Test
  void answersWhatCameBeforeBytesThatAreNoRequest() {
    assertEquals(Outcome.CLOSE, process("PING\r\n*1\r\n:\r\n"));
    assertEquals("+PONG\r\n-ERR Protocol error: expected '$', got ':'\r\n", drain(replies));
  }

  @ParameterizedTest
  @CsvSource({
    "'CLIENT REPLY OFF,PING,CLIENT REPLY OFF,PING', ''",
    "'CLIENT REPLY OFF,PING,CLIENT REPLY ON,ECHO 1', '+OK 1'",
    "'CLIENT REPLY SKIP,ECHO 1,ECHO 2', '2'",
    "'CLIENT REPLY SKIP,CLIENT REPLY SKIP,ECHO 1,ECHO 2', '2'",
    "'CLIENT REPLY OFF,CLIENT REPLY SKIP,ECHO 1,ECHO 2', ''",
    "'CLIENT REPLY SKIP,CLIENT REPLY ON,ECHO 1', '+OK 1'",
    "'CLIENT REPLY OFF,NONSENSE,RESET,ECHO 1', '+RESET 1'",
    "'CLIENT REPLY SKIP,RESET,ECHO 1', '1'",
    "'CLIENT REPLY SKIP,,ECHO 1', '1'",
    "'CLIENT REPLY SKIP,*0,ECHO 1,ECHO 2', '1 2'",
    "',CLIENT REPLY SKIP,ECHO 1,,ECHO 2', '2'",
    "'CLIENT REPLY OFF,,*0,ECHO 1', ''",
    "'CLIENT REPLY SKIP,,*x,PING', '-ERR Protocol error: invalid multibulk length'",
    "'CLIENT REPLY SKIP,SUBSCRIBE,ECHO 1', '1'"
  })
  void leavesOutTheRepliesThatAreNotWanted(String calls, String expected) {
    process(calls.replace(",", "\r\n") + "\r\n");
    String text = drain(replies).replaceAll("\\$1\r\n", "").replace("\r\n", " ").strip();
    assertEquals(expected, text);
  }

  @Test
  void writesInTheProtocolOfEachSession() {
    Session other = server.admit(ADDRESS, ADDRESS).orElseThrow();
    process("HELLO 3\r\n");
    drain(replies);
    process("GET k\r\n");
    assertEquals("_\r\n", drain(replies));
    server.process(
        other,
        new RequestParser(),
        ByteBuffer.wrap(bytes("GET k\r\n")),
        replies,
        new Turn(HandOver.NONE));
    assertEquals("$-1\r\n", drain(replies));
  }

  @Test
  void handsLinesThatAreNoCommandToTheOperator() {
    operator("it's fine\n");
    process("how's that?\r\n");
    assertEquals("+it's fine\r\n", drain(replies));
    assertEquals("lab.ask", session.lastCommand());
    process("also\r\nPING\r\n" + array("UNKNOWN"));
    assertEquals(
        "-ERR the operator has left\r\n+PONG\r\n"
            + "-ERR unknown command 'UNKNOWN', with args beginning with: \r\n",
        drain(replies));
  }

  @Test
  void letsStrangersSayNothingToTheOperator() {
    operator("never asked\n");
    session.authenticated(false);
    process("LAB.ASK hello\r\n");
    assertEquals("-NOAUTH Authentication required.\r\n", drain(replies));
    process("how are you\r\n");
    assertEquals(
        "-ERR unknown command 'how', with args beginning with: 'are' 'you' \r\n", drain(replies));
  }

  /// A browser that a page has made send a command, in the body of what it posts.
  @Test
  void takesNoCommandOfAPageWithAnOperatorEither() {
    operator("");
    assertEquals(Outcome.CLOSE, process("POST / HTTP/1.1\r\nHost: x\r\n\r\nSET k v\r\n"));
    assertEquals(0, server.store().size());
  }

  @Test
  void saysThatThereIsNoOperator() {
    process("LAB.ASK how are you\r\n");
    assertEquals("-ERR no operator: start the server with --operator\r\n", drain(replies));
  }

  private void operator(String types) {
    var in = new ByteArrayInputStream(bytes(types));
    var out = new PrintStream(OutputStream.nullOutputStream());
    server = server(Optional.of(new Operator(in, out)));
    session = server.admit(ADDRESS, ADDRESS).orElseThrow();
  }

  private Outcome process(String wire) {
    return process(ByteBuffer.wrap(bytes(wire)));
  }

  private Outcome process(ByteBuffer in) {
    return server.process(session, new RequestParser(), in, replies, new Turn(HandOver.NONE));
  }

  private static Server server(Optional<Operator> operator) {
    return new Server("test", ServerOptions.defaults(), List.of(), operator);
  }
}
