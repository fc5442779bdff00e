package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassNamesTest {

  @ParameterizedTest
  @CsvSource({
    "[B, byte[]",
    "[[J, long[][]",
    "[Ljava.lang.String;, java.lang.String[]",
    "java.util.Map$Entry, java.util.Map$Entry",
    "[, [",
    "'', ''"
  })
  void areWrittenAsPeopleDo(String name, String readable) {
    assertEquals(readable, ClassNames.readable(name));
  }
}
