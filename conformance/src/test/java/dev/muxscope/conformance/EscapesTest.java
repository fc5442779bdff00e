package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EscapesTest {

  @Test
  void decodesEscapes() {
    assertArrayEquals(
        new byte[] {'a', '\r', '\n', '\t', '\\', '"', 0, -1},
        Escapes.decode("a\\r\\n\\t\\\\\\\"\\x00\\xff"));
  }

  @Test
  void decodesRepetitionsAndOneInAnother() {
    assertEquals("ababab.", text("{\"ab\" x 3}."));
    assertEquals("xaaxaa", text("{\"x{\"a\" x 2}\" x 2}"));
    assertEquals("", text("{\"a\" x 0}"));
  }

  @Test
  void aBraceAloneIsItself() {
    assertEquals("{a}", text("{a}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\q", "\\", "\\x4", "\\xzz", "{\"a\" x }", "{\"a\"", "{\"a", "ä", "\t"})
  void refusesWhatIsMalformed(String text) {
    assertThrows(IllegalArgumentException.class, () -> Escapes.decode(text));
  }

  @Test
  void splitsWords() {
    List<String> words =
        Escapes.words("SET  \"a \\\"b\" {\"x y\" x 2} \"\" ").stream()
            .map(Escapes::latin1)
            .toList();
    assertEquals(List.of("SET", "a \"b", "x yx y", ""), words);
  }

  @Test
  void refusesAnUnclosedQuote() {
    assertThrows(IllegalArgumentException.class, () -> Escapes.words("GET \"k"));
  }

  @Test
  void encodesLongRunsAsRepetitions() {
    assertEquals("{\"a\" x 50}b", Escapes.encode(Escapes.bytes("a".repeat(50) + "b")));
    assertEquals("a".repeat(39), Escapes.encode(Escapes.bytes("a".repeat(39))));
  }

  @Test
  void decodingUndoesEncoding() {
    Random random = new Random(1);
    for (int length = 0; length < 300; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      assertArrayEquals(bytes, Escapes.decode(Escapes.encode(bytes)));
    }
  }

  private static String text(String escaped) {
    return Escapes.latin1(Escapes.decode(escaped));
  }
}
