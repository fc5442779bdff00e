package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class LongestTest {

  @Test
  void keepsTheLongestAndCountsAll() {
    Longest<String> longest = new Longest<>(2, String::length);
    for (String text : List.of("a", "four", "to", "three", "")) {
      longest.add(text);
    }

    assertEquals(List.of("three", "four"), longest.list());
    assertEquals(5, longest.seen());
  }
}
