package dev.muxscope.examples.words;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordCommandsTest {

  @ParameterizedTest
  @CsvSource({"'',0", "'  ',0", "one,1", "' to be  or not ',4"})
  void countsWords(String text, int words) {
    assertEquals(words, WordCommands.count(text));
  }
}
