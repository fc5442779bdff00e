package dev.muxscope.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestLineTest {

  @Test
  void splitsAtBlanks() {
    assertEquals(List.of("SET", "k", "v"), split("  SET k\t v "));
    assertEquals(List.of(), split(" \t"));
  }

  @Test
  void keepsBlanksInQuotes() {
    assertEquals(List.of("SET", "a b", "c d", ""), split("SET \"a b\" 'c d' \"\""));
  }

  @Test
  void undoesEscapesInDoubleQuotes() {
    assertEquals(
        List.of("\n\r\t\b\u0007\\\"q", "\u00ff\u0000", "xZZ"),
        split("\"\\n\\r\\t\\b\\a\\\\\\\"\\q\" \"\\xff\\x00\" \"\\xZZ\""));
  }

  @Test
  void undoesOnlyTheQuoteInSingleQuotes() {
    assertEquals(List.of("it's\\n"), split("'it\\'s\\n'"));
  }

  @Test
  void writesTextAsUtf8() {
    assertArrayEquals("é".getBytes(UTF_8), RequestLine.split("é").getFirst());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "GET \"k|a \" is not closed",
        "GET 'k|a ' is not closed",
        "GET \"k\\|a \" is not closed",
        "GET \"k\"x|a closing quote must be followed by a blank, not by 'x'",
      })
  void tellsWhatIsWrongWithQuotes(String line, String message) {
    var e = assertThrows(IllegalArgumentException.class, () -> RequestLine.split(line));
    assertEquals(message, e.getMessage());
  }

  @Test
  void encodesAnArrayOfBulkStrings() {
    assertEquals(
        "*2\r\n$3\r\nGET\r\n$0\r\n\r\n",
        new String(RequestLine.encode(RequestLine.split("GET ''")), UTF_8));
  }

  private static List<String> split(String line) {
    return RequestLine.split(line).stream().map(each -> new String(each, ISO_8859_1)).toList();
  }
}
