package dev.muxscope.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalSizeTest {

  @Test
  void isWhatSttyTells() {
    assertEquals(new TerminalSize(50, 132), TerminalSize.parse("50 132\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0 0\n", "stty: invalid"})
  void isTheUsualOneWhereNobodyKnows(String text) {
    assertEquals(new TerminalSize(24, 80), TerminalSize.parse(text));
  }
}
