package dev.muxscope.common.protocol;

import static dev.muxscope.common.protocol.Samples.LIMITS;
import static dev.muxscope.common.protocol.Samples.arguments;
import static dev.muxscope.common.protocol.Samples.array;
import static dev.muxscope.common.protocol.Samples.bytes;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestParserTest {

  private static final ParserLimits PROSE = new ParserLimits(512 << 20, 513 << 20, true);

  private static final String BINARY = "\0\r\n$9\r\n*1\r\n\u00ff";

  /// Inputs, and what is in them.
  private static Stream<Sample> samples() {
    return Stream.of(
        sample(array("PING"), "[PING]"),
        sample(array("SET", "k", ""), "[SET, k, ]"),
        sample(array("SET", BINARY, "v"), "[SET, " + BINARY + ", v]"),
        sample(
            array("GET", "a") + array("GET", "b") + "PING\r\n", "[GET, a]", "[GET, b]", "[PING]"),
        sample("PING\r\n", "[PING]"),
        sample("PING\n", "[PING]"),
        sample("  SET  k \"a\\x41\\n b\" 'it\\'s'\r\n", "[SET, k, aA\n b, it's]"),
        sample("\r\n\n   \r\n*0\r\n*-1\r\n*-20\r\nPING\r\n", "[PING]"),
        sample(array("ECHO", "x".repeat(300)), "[ECHO, " + "x".repeat(300) + "]"),
        // Whatever follows a CR ends a line, as in Redis.
        sample("*1\rX$4\rXPINGXX" + array("PING"), "[PING]", "[PING]"),
        sample(array("PING") + "*1\r\n:4\r\n", "[PING]", "expected '$', got ':'"),
        sample("\0PING\r\n"),
        sample("*1\r\n$4\r\nPING"));
  }

  private record Sample(String wire, List<String> found) {}

  private static Sample sample(String wire, String... found) {
    return new Sample(wire, List.of(found));
  }

  @Test
  void tellsHowLongTheRequestIsAtLeast() throws ProtocolException {
    var parser = new RequestParser();
    String head = "*2\r\n$4\r\nECHO\r\n$100\r\n";
    parser.parse(ByteBuffer.wrap(bytes("*2\r\n$4\r\nECHO\r\n$10")), LIMITS);
    assertEquals(0, parser.neededBytes());
    parser.parse(ByteBuffer.wrap(bytes(head + "xyz")), LIMITS);
    assertEquals(head.length() + 100 + 2, parser.neededBytes());
    assertTrue(parser.parse(ByteBuffer.wrap(bytes(head + "x".repeat(100) + "\r\n")), LIMITS));
    assertEquals(0, parser.neededBytes());
  }

  @Test
  void tellsWhatItKeepsOfArgumentsUntilTheRequestIsWhole() throws ProtocolException {
    var parser = new RequestParser();
    int count = 100_000;
    String wire = "*" + count + "\r\n" + "$0\r\n\r\n".repeat(count);
    assertFalse(parser.parse(ByteBuffer.wrap(bytes(wire.substring(0, wire.length() - 1))), LIMITS));
    int kept = parser.tableBytes();
    assertTrue(kept >= 8 * count && kept <= 16 * count, () -> kept + " bytes");
    assertTrue(parser.parse(ByteBuffer.wrap(bytes(wire)), LIMITS));
    assertEquals(0, parser.tableBytes());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void findsRequestsInOnePiece(Sample sample) {
    assertEquals(sample.found, parse(LIMITS, sample.wire));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void findsTheSameInTwoPiecesWhereverTheyAreSplit(Sample sample) {
    for (int at = 0; at <= sample.wire.length(); at++) {
      String[] pieces = {sample.wire.substring(0, at), sample.wire.substring(at)};
      assertEquals(sample.found, parse(LIMITS, pieces), "split at " + at);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void findsTheSameByteByByte(Sample sample) {
    assertEquals(sample.found, parse(LIMITS, sample.wire.split("")));
  }

  @Test
  void takesLittleOfStrangers() {
    ParserLimits strangers = LIMITS.forStrangers();
    String ten = "*10\r\n" + "$1\r\na\r\n".repeat(10);
    assertEquals(1, parse(strangers, ten).size());
    assertEquals(List.of("unauthenticated multibulk length"), parse(strangers, "*11\r\n"));
    assertEquals(List.of("invalid multibulk length"), parse(strangers, "*2147483648\r\n"));
    String longest = "*1\r\n$16384\r\n" + "a".repeat(16_384) + "\r\n";
    assertEquals(1, parse(strangers, longest).size());
    assertEquals(List.of("unauthenticated bulk length"), parse(strangers, "*1\r\n$16385\r\n"));
    assertEquals(List.of("invalid bulk length"), parse(strangers, "*1\r\n$536870913\r\n"));
  }

  @Test
  void leavesThePositionBehindTheRequest() throws ProtocolException {
    String first = array("GET", "k");
    ByteBuffer in = ByteBuffer.wrap(bytes(first + "*1\r\n$4\r\nPI"));
    var parser = new RequestParser();
    assertTrue(parser.parse(in, LIMITS));
    assertEquals(first.length(), in.position());
    assertFalse(parser.parse(in, LIMITS));
    assertEquals(first.length(), in.position());
  }

  @Test
  void consumesEmptyRequests() throws ProtocolException {
    ByteBuffer in = ByteBuffer.wrap(bytes("\r\n*0\r\n   \n"));
    assertFalse(new RequestParser().parse(in, LIMITS));
    assertFalse(in.hasRemaining());
  }

  @Test
  void doesNotLookAgainAtWhatItHasSeen() throws ProtocolException {
    byte[] seen = bytes("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$6\r\nabc");
    byte[] whole = bytes(new String(seen, ISO_8859_1) + "def\r\n");
    var parser = new RequestParser();
    assertFalse(parser.parse(ByteBuffer.wrap(seen), LIMITS));
    // Were the lines of lengths read again, these would not be there.
    overwrite(whole, "*3\r\n$3\r\n", '?');
    overwrite(whole, "$1\r\n", '?');
    overwrite(whole, "$6\r\n", '?');
    assertTrue(parser.parse(ByteBuffer.wrap(whole), LIMITS));
    assertEquals(List.of("SET", "k", "abcdef"), arguments(parser.request()));
  }

  @Test
  void doesNotSearchALineTwice() throws ProtocolException {
    byte[] line = bytes("PING abcdef\n");
    var parser = new RequestParser();
    assertFalse(parser.parse(ByteBuffer.wrap(line, 0, 8), LIMITS));
    line[4] = '\n';
    assertTrue(parser.parse(ByteBuffer.wrap(line), LIMITS));
    assertEquals(List.of("PING", "abcdef"), arguments(parser.request()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*01",
        "*00",
        "*+1",
        "*-0",
        "* 1",
        "*1 ",
        "*",
        "*abc",
        "*1.5",
        "*2147483648",
        "*9223372036854775808",
        "*-9223372036854775809"
      })
  void refusesCountsThatAreNoStrictNumbers(String line) {
    assertEquals(List.of("invalid multibulk length"), parse(LIMITS, line + "\r\n"));
  }

  @Test
  void believesTheHighestCount() {
    assertEquals(List.of(), parse(LIMITS, "*2147483647\r\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$01",
        "$+1",
        "$-1",
        "$ 1",
        "$",
        "$x",
        "$536870913",
        "$4294967297",
        "$9223372036854775808"
      })
  void refusesLengthsThatAreNoStrictNumbersOrTooLong(String line) {
    assertEquals(List.of("invalid bulk length"), parse(LIMITS, "*1\r\n" + line + "\r\n"));
  }

  @ParameterizedTest
  @CsvSource({"PING, P", "+OK, +", "*1, *", "\u00ff, \u00ff"})
  void namesTheByteThatIsNoDollar(String line, char got) {
    assertEquals(
        List.of("expected '$', got '" + got + "'"), parse(LIMITS, "*1\r\n" + line + "\r\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SET \"a", "SET 'a", "SET \"a\"b", "SET 'a'b", "SET \"a\\"})
  void refusesUnbalancedQuotes(String line) {
    assertEquals(List.of("unbalanced quotes in request"), parse(LIMITS, line + "\r\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "'', too big inline request",
    "'*', too big mbulk count string",
    "'*1\r\n$', too big bulk count string"
  })
  void endsLinesAt64KiB(String before, String error) {
    String start = before.substring(Math.max(0, before.lastIndexOf('\n') + 1));
    String longest = before + "1".repeat(ParserLimits.MAX_LINE_BYTES - start.length());
    assertEquals(List.of(), parse(LIMITS, longest));
    assertEquals(List.of(error), parse(LIMITS, longest + "1"));
    assertEquals(List.of(error), parse(LIMITS, longest, "1"));
    String atOnce = longest + "1".repeat(ParserLimits.MAX_LINE_BYTES) + "\r\n\r\n";
    assertEquals(List.of(error), parse(LIMITS, atOnce));
  }

  @Test
  void refusesAnArgumentOverTheLimitBeforeItArrives() {
    var limits = new ParserLimits(10, 64 * 1024, false);
    assertEquals(List.of("[0123456789]"), parse(limits, array("0123456789")));
    assertEquals(List.of("invalid bulk length"), parse(limits, "*1\r\n$11\r\n"));
  }

  @Test
  void refusesARequestOverTheLimit() {
    var limits = new ParserLimits(1000, 64 * 1024, false);
    String argument = "$1000\r\n" + "x".repeat(1000) + "\r\n";
    assertEquals(List.of(), parse(limits, "*1000\r\n" + argument.repeat(64)));
    assertEquals(List.of("too big request"), parse(limits, "*1000\r\n" + argument.repeat(65)));
  }

  @Test
  void allocatesNothingForADeclaredLength() throws ProtocolException {
    List<RequestParser> parsers = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      var parser = new RequestParser();
      assertFalse(parser.parse(ByteBuffer.wrap(bytes("*1\r\n$536870912\r\n")), LIMITS));
      parsers.add(parser);
    }
    // Half a tebibyte would not have fitted.
    assertEquals(1000, parsers.size());
  }

  @Test
  void waitsForTheLongestArgumentThatLimitsCanAllow() {
    var limits = new ParserLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, false);
    assertEquals(List.of(), parse(limits, "*1\r\n$2147483647\r\nabc"));
  }

  @Test
  void tellsInlineRequestsFromArrays() {
    assertTrue(Samples.parsed("PING\r\n").inline());
    assertFalse(Samples.parsed(array("PING")).inline());
    assertEquals("", Samples.parsed("PING\r\n").line());
  }

  @Test
  void keepsLinesOfProse() throws ProtocolException {
    String line = "  what's that \"thing?  \u00fc";
    var parser = new RequestParser();
    assertTrue(parser.parse(ByteBuffer.wrap((line + "\r\n").getBytes(UTF_8)), PROSE));
    assertEquals(line, parser.request().line());
    assertEquals("what's", parser.request().text(0));
    assertEquals(4, parser.request().count());
  }

  @Test
  void takesBalancedQuotesInProseAsQuotes() {
    assertEquals(List.of("[SET, k, a b]"), parse(PROSE, "SET k \"a b\"\r\n"));
  }

  @Test
  void keepsNoMoreArgumentsThanTheLastRequestHad() throws ProtocolException {
    var parser = new RequestParser();
    String[] many = "x ".repeat(3000).split(" ");
    ByteBuffer in = ByteBuffer.wrap(bytes(array(many) + array("PING")));
    assertTrue(parser.parse(in, LIMITS));
    assertEquals(3000, parser.request().count());
    assertTrue(parser.parse(in, LIMITS));
    assertEquals(List.of("PING"), arguments(parser.request()));
    assertThrows(IndexOutOfBoundsException.class, () -> parser.request().bytes(1));
  }

  /// Feeds `pieces` one after the other, as a connection does: each call gets all bytes since the
  /// last whole request, in another buffer and at another place.
  private static List<String> parse(ParserLimits limits, String... pieces) {
    List<String> found = new ArrayList<>();
    var parser = new RequestParser();
    ByteBuffer in = ByteBuffer.allocate(0);
    try {
      for (int i = 0; i < pieces.length; i++) {
        in = moved(in, bytes(pieces[i]), i % 7);
        while (parser.parse(in, limits)) {
          found.add(arguments(parser.request()).toString());
        }
      }
    } catch (ProtocolException e) {
      found.add(e.getMessage());
    }
    return found;
  }

  private static ByteBuffer moved(ByteBuffer rest, byte[] more, int position) {
    ByteBuffer next = ByteBuffer.allocate(position + rest.remaining() + more.length);
    return next.position(position).put(rest).put(more).flip().position(position);
  }

  private static void overwrite(byte[] bytes, String text, char with) {
    int at = new String(bytes, ISO_8859_1).indexOf(text);
    Arrays.fill(bytes, at, at + text.length(), (byte) with);
  }
}
