package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FramesTest {

  @ParameterizedTest
  @CsvSource({
    "java.lang.String, String",
    "Echo, Echo",
    "a.b.Outer$Inner, Outer$Inner",
    "[B, byte[]",
    "[[J, long[][]",
    "[Ljava.lang.String;, String[]",
    "[[Ljava.lang.String;, String[][]"
  })
  void namesTypesWithoutTheirPackage(String type, String name) {
    assertEquals(name, Frames.simple(type));
  }
}
