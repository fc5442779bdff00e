package dev.muxscope.common.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.common.command.CommandTable.Entry;
import dev.muxscope.common.protocol.Allocation;
import dev.muxscope.common.protocol.Request;
import dev.muxscope.common.protocol.Samples;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTableTest {

  private static final Command OK = Command.of("ok", 1, "Says so", (_, _, r) -> r.ok());

  @ParameterizedTest
  @ValueSource(strings = {"ok", "OK", "oK"})
  void findsCommandsInAnyCase(String name) {
    assertEquals("+OK\r\n", Caller.of(OK).call(name));
  }

  @Test
  void findsEachOfManyCommandsAndNoOther() {
    Command[] commands =
        IntStream.range(0, 500)
            .mapToObj(i -> Command.of("cmd" + i, 1, "", (_, _, r) -> r.integer(i)))
            .toArray(Command[]::new);
    var table = CommandTable.of(List.of(Caller.set("many", commands)), new Store());
    for (Entry entry : table.entries()) {
      assertSame(entry, table.find(Samples.request(entry.command().name())));
      assertSame(entry, table.entries().get(entry.id()));
    }
    assertFalse(CommandTable.isKnown(table.find(Samples.request("cmd500"))));
    assertFalse(CommandTable.isKnown(table.find(Samples.request(""))));
  }

  @Test
  void namesCommandsForPeopleInAnyCase() {
    var table = CommandTable.of(List.of(Caller.set("test", OK)), new Store());
    assertEquals("test", table.named("Ok").orElseThrow().group());
    assertTrue(table.named("other").isEmpty());
  }

  @Test
  void sendsTheTextOfAnErrorAsUtf8AndWhatItQuotesAsItCame() {
    Command text =
        Command.of(
            "text",
            1,
            "",
            (_, _, _) -> {
              throw new CommandException("ERR unknown size: größe");
            });
    Command quote =
        Command.of(
            "quote",
            2,
            "",
            (q, _, _) -> {
              throw CommandException.quoting("ERR no " + q.quoted(1));
            });
    var caller = Caller.of(text, quote);
    byte[] sent = "-ERR unknown size: größe\r\n".getBytes(UTF_8);
    assertArrayEquals(sent, Samples.bytes(caller.call("text")));
    assertEquals("-ERR no größe\r\n", caller.call("quote", "größe"));
  }

  @Test
  void refusesTwoCommandsOfOneName() {
    List<CommandSet> sets = List.of(Caller.set("one", OK), Caller.set("two", OK));
    var refused =
        assertThrows(IllegalArgumentException.class, () -> CommandTable.of(sets, new Store()));
    assertEquals("command ok of two is there already", refused.getMessage());
  }

  /// A user's set may do anything when it is asked.
  @ParameterizedTest
  @MethodSource
  void saysWhichSetFails(CommandSet broken, String cause) {
    var refused =
        assertThrows(
            IllegalArgumentException.class, () -> CommandTable.of(List.of(broken), new Store()));
    String message = refused.getMessage();
    assertTrue(message.startsWith("command set " + BrokenSet.class.getName() + ": "), message);
    assertTrue(message.contains(cause), message);
  }

  static Stream<Arguments> saysWhichSetFails() {
    return Stream.of(
        Arguments.of(broken("g", () -> null), "NullPointerException"),
        Arguments.of(broken("g", () -> Arrays.asList((Command) null)), "NullPointerException"),
        Arguments.of(broken(null, List::of), "NullPointerException: null"),
        Arguments.of(broken("g", CommandTableTest::fail), "IllegalStateException: on purpose (at "),
        Arguments.of(broken("g", CommandTableTest::exhaust), "OutOfMemoryError"));
  }

  private static CommandSet broken(String group, Supplier<List<Command>> commands) {
    return new BrokenSet(group, commands);
  }

  private record BrokenSet(String group, Supplier<List<Command>> answer) implements CommandSet {
    @Override
    public List<Command> commands(Store store) {
      return answer.get();
    }
  }

  private static List<Command> fail() {
    throw new IllegalStateException("on purpose");
  }

  private static List<Command> exhaust() {
    throw new OutOfMemoryError();
  }

  @Test
  void saysWhatAnUnknownCommandWasCalledWith() {
    Caller caller = Caller.of();
    assertEquals(
        "-ERR unknown command 'Foo', with args beginning with: 'a' 'b c' \r\n",
        caller.call("Foo", "a", "b c"));
    assertEquals(
        "-ERR unknown command 'a b', with args beginning with: '\u00ff' \r\n",
        caller.call("a\nb", "\u00ff"));
    assertEquals(
        "-ERR unknown command 'a', with args beginning with: 'c' \r\n",
        caller.call("a\0b", "c\0d"));
  }

  @Test
  void quotesTheBeginningOfWhatIsLong() {
    String name = "n".repeat(200);
    assertEquals(
        "-ERR unknown command '" + "n".repeat(128) + "', with args beginning with: \r\n",
        Caller.of().call(name));
    assertEquals(
        "-ERR unknown command 'x', with args beginning with: '"
            + "a".repeat(100)
            + "' '"
            + "b".repeat(25)
            + "' \r\n",
        Caller.of().call("x", "a".repeat(100), "b".repeat(100), "c"));
  }

  @Test
  void copiesNoMoreOfALongArgumentThanItQuotes() {
    Caller caller = Caller.of();
    String value = "v".repeat(1 << 24);
    Request request = Samples.request("typo", "k", value);
    long bytes = Allocation.by(() -> caller.call(request));
    assertTrue(bytes < 1 << 20, () -> bytes + " bytes");
  }

  @ParameterizedTest
  @CsvSource({
    "2, 1, false",
    "2, 2, true",
    "2, 3, false",
    "-2, 1, false",
    "-2, 2, true",
    "-2, 9, true"
  })
  void checksHowManyArgumentsThereAre(int arity, int count, boolean fine) {
    Caller caller = Caller.of(Command.of("c", arity, "", (_, _, r) -> r.ok()));
    String[] words = "c ".repeat(count).split(" ");
    assertEquals(
        fine ? "+OK\r\n" : "-ERR wrong number of arguments for 'c' command\r\n",
        caller.call(words));
  }

  @Test
  void callsSubcommands() {
    Caller caller =
        Caller.of(
            Command.group(
                "grp",
                "",
                List.of(
                    Command.of("grp|one", 2, "", (_, _, r) -> r.integer(1)),
                    Command.of("grp|two", 3, "", (_, _, r) -> r.integer(2)))));
    assertEquals(":1\r\n", caller.call("GRP", "One"));
    assertEquals("grp|one", caller.session.lastCommand());
    assertEquals(":2\r\n", caller.call("grp", "TWO", "x"));
    assertEquals(
        "-ERR wrong number of arguments for 'grp|two' command\r\n", caller.call("grp", "two"));
    assertEquals("-ERR wrong number of arguments for 'grp' command\r\n", caller.call("grp"));
    assertEquals("-ERR unknown subcommand 'Three'. Try GRP HELP.\r\n", caller.call("grp", "Three"));
  }

  @Test
  void callsAGroupAloneWhereThatIsAllowed() {
    Command one = Command.of("grp|one", 2, "", (_, _, r) -> r.integer(1));
    Command group = Command.group("grp", "", List.of(one)).calledAlone((_, _, r) -> r.integer(0));
    assertEquals(":0\r\n", Caller.of(group).call("grp"));
    assertEquals(":1\r\n", Caller.of(group).call("grp", "one"));
  }

  @Test
  void answersOnlyWhatIsAllowedBeforeThePassword() {
    Caller caller =
        Caller.of(OK, Command.of("hi", 1, "", (_, _, r) -> r.ok()).with(Command.Flag.NO_AUTH));
    caller.session.authenticated(false);
    assertEquals("-NOAUTH Authentication required.\r\n", caller.call("ok"));
    assertEquals("+OK\r\n", caller.call("hi"));
  }

  @Test
  void countsCommandsThatAreExecuted() {
    Caller caller = Caller.of(OK);
    assertEquals("NULL", caller.session.lastCommand());
    caller.call("ok");
    caller.call("OK");
    caller.call("ok", "too many");
    caller.call("unknown");
    assertEquals(2, caller.session.commands());
  }

  /// As in Redis, at the look-up: what it refuses after that is named all the same.
  @ParameterizedTest
  @CsvSource({
    "ok, ok",
    "OK too many, ok",
    "unknown, NULL",
    "grp, grp",
    "grp one, grp|one",
    "grp one x, grp|one",
    "grp two, NULL"
  })
  void notesWhichCommandWasCalledLast(String call, String noted) {
    Command one = Command.of("grp|one", 2, "", (_, _, r) -> r.integer(1));
    Caller caller = Caller.of(OK, Command.group("grp", "", List.of(one)));
    caller.call("ok");
    caller.call(call.split(" "));
    assertEquals(noted, caller.session.lastCommand());
    caller.call("ok");
    caller.session.authenticated(false);
    caller.call(call.split(" "));
    assertEquals(noted, caller.session.lastCommand());
  }

  private static List<Command.Handler> failures() {
    List<Command.Handler> failures = new ArrayList<>();
    failures.add((_, _, _) -> {
      throw new IllegalStateException("broken");
    });
    failures.add((_, _, _) -> {
      throw new IOException("broken");
    });
    failures.add((_, _, _) -> {
      throw new NoClassDefFoundError("broken");
    });
    failures.add((_, _, _) -> {
      throw new OutOfMemoryError("on purpose");
    });
    failures.add((_, _, _) -> {
      throw new AssertionError("broken");
    });
    failures.add((_, _, _) -> overflow(1));
    return failures;
  }

  @ParameterizedTest
  @MethodSource("failures")
  void answersWithAnErrorWhenAHandlerFailsAndTakesBackWhatItWrote(Command.Handler failure) {
    Caller caller =
        Caller.of(
            OK,
            Command.of(
                "bad",
                1,
                "",
                (q, s, r) -> {
                  r.array(100);
                  r.bulk("x".repeat(100_000));
                  failure.execute(q, s, r);
                }));
    caller.replies.pong();
    String reply = quietly(() -> caller.call("bad"));
    assertTrue(reply.matches("\\+PONG\r\n-ERR internal error in 'bad': [^\r\n]+\r\n"), reply);
    assertEquals("+OK\r\n", caller.call("ok"));
  }

  @Test
  void answersWithTheErrorThatAHandlerChose() {
    Caller caller =
        Caller.of(
            Command.of(
                "bad",
                1,
                "",
                (_, _, r) -> {
                  r.array(3);
                  throw new CommandException("WRONG size\r\n+OK");
                }));
    assertEquals("-WRONG size  +OK\r\n", caller.call("bad"));
  }

  private static int overflow(int depth) {
    return overflow(depth + 1) + 1;
  }

  /// Calls with the log's destination shut: the failures are wanted.
  private static String quietly(Supplier<String> call) {
    PrintStream err = System.err;
    System.setErr(new PrintStream(OutputStream.nullOutputStream()));
    try {
      return call.get();
    } finally {
      System.setErr(err);
    }
  }
}
