package dev.muxscope.common.protocol;

import static dev.muxscope.common.protocol.Samples.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InlineLineTest {

  @Test
  void splitsAtWhiteSpace() {
    assertEquals(List.of("a", "b", "c"), split(" a\tb   c "));
  }

  @Test
  void takesRareWhiteSpaceInsideAWordAsPartOfIt() {
    // As Redis does: VT and FF separate words only where a word might begin.
    assertEquals(List.of("a\u000bb", "c\fd"), split("\u000ba\u000bb \fc\fd"));
  }

  @Test
  void resolvesEscapesBetweenDoubleQuotes() {
    assertEquals(List.of("\n\r\t\b\u0007"), split("\"\\n\\r\\t\\b\\a\""));
    assertEquals(List.of("A\u00ff\0"), split("\"\\x41\\xfF\\x00\""));
    assertEquals(List.of("\"\\'q"), split("\"\\\"\\\\\\'\\q\""));
    assertEquals(List.of("x4"), split("\"\\x4\""));
    assertEquals(List.of("xzz"), split("\"\\xzz\""));
  }

  @Test
  void resolvesOneEscapeOnlyBetweenSingleQuotes() {
    assertEquals(List.of("it's \\n \\\""), split("'it\\'s \\n \\\"'"));
  }

  @Test
  void takesQuotesAmidAWord() {
    assertEquals(List.of("abc d"), split("a\"bc d\""));
    assertEquals(List.of("", ""), split("\"\" ''"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"", "'", "a \"b", "\"a\"b", "'a'\"b\"", "\"a\\\"", "'a\\'"})
  void findsUnbalancedQuotes(String line) {
    var request = new Request();
    assertFalse(InlineLine.split(ByteBuffer.wrap(bytes(line)), 0, line.length(), request));
  }

  @Test
  void splitsProseAtWhiteSpaceOnly() throws ProtocolException {
    var parser = new RequestParser();
    assertTrue(
        parser.parse(
            ByteBuffer.wrap(bytes(" it's \"so  \r\n")), new ParserLimits(1000, 1 << 16, true)));
    assertEquals(List.of("it's", "\"so"), Samples.arguments(parser.request()));
  }

  private static List<String> split(String line) {
    // Behind an empty line, so that it lies amid other bytes.
    return Samples.arguments(Samples.parsed("\n" + line + "\n"));
  }
}
