package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryTest {

  @Test
  void wholeIsOneWrite() {
    assertEquals(List.of("abcdef"), cut(new Delivery.Whole(), 0));
  }

  @Test
  void piecesAreOfOneSizeButTheLast() {
    assertEquals(List.of("a", "b", "c", "d", "e", "f"), cut(new Delivery.Pieces(1), 0));
    assertEquals(List.of("abcd", "ef"), cut(new Delivery.Pieces(4), 0));
    assertEquals(List.of("abcdef"), cut(new Delivery.Pieces(6), 0));
  }

  @Test
  void splitsOnlyWhereThePositionFalls() {
    assertEquals(List.of("abc", "def"), cut(new Delivery.SplitAt(3), 0));
    assertEquals(List.of("a", "bcdef"), cut(new Delivery.SplitAt(11), 10));
    assertEquals(List.of("abcdef"), cut(new Delivery.SplitAt(10), 10));
    assertEquals(List.of("abcdef"), cut(new Delivery.SplitAt(16), 10));
  }

  private static List<String> cut(Delivery delivery, int offset) {
    return delivery.cut(Escapes.bytes("abcdef"), offset).stream().map(Escapes::latin1).toList();
  }
}
