package dev.muxscope.common.protocol;

import static dev.muxscope.common.protocol.Samples.request;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class RequestTest {

  @Test
  void givesArgumentsInEveryForm() {
    Request request = request("SET", "key", "-42");
    assertEquals(3, request.count());
    assertEquals(3, request.length(1));
    assertEquals('e', request.at(1, 1));
    assertEquals("key", request.text(1));
    assertArrayEquals(new byte[] {'k', 'e', 'y'}, request.bytes(1));
    assertTrue(request.isNumber(2));
    assertEquals(-42, request.number(2));
    assertFalse(request.isNumber(1));
  }

  @Test
  void copiesArgumentsToWhereTheyAreWanted() {
    Request request = request("SET", "key");
    var target = new byte[5];
    request.copyTo(1, target, 2);
    assertArrayEquals(new byte[] {0, 0, 'k', 'e', 'y'}, target);
    ByteBuffer buffer = ByteBuffer.allocate(8).put((byte) '>');
    request.copyTo(1, buffer);
    assertEquals(4, buffer.position());
    assertEquals('y', buffer.get(3));
  }

  @Test
  void endsOptionsAndQuotesAtAZeroByte() {
    Request request = request("nx\0a", "\0", "n\r\u00ff");
    assertTrue(request.matches(0, "NX"));
    assertFalse(request.names(0, "NX"));
    assertFalse(request.matches(0, "NX\0B"));
    assertFalse(request.matches(1, "NX"));
    assertEquals("nx", request.quoted(0));
    assertEquals("", request.quoted(1));
    assertEquals("n\r\u00ff", request.quoted(2));
  }

  @Test
  void matchesWordsInAnyCase() {
    Request request = request("sEt", "[nx]");
    assertTrue(request.matches(0, "SET"));
    assertTrue(request.matches(0, "set"));
    assertFalse(request.matches(0, "SE"));
    assertFalse(request.matches(0, "SEX"));
    // Differ from { and } in the bit that tells the cases of letters apart.
    assertFalse(request.matches(1, "{nx}"));
  }

  @Test
  void refusesArgumentsThatAreNotThere() {
    Request request = request("GET", "k");
    assertThrows(IndexOutOfBoundsException.class, () -> request.bytes(2));
    assertThrows(IndexOutOfBoundsException.class, () -> request.length(-1));
    assertThrows(IndexOutOfBoundsException.class, () -> request.isNumber(2));
  }

  @Test
  void showsMalformedTextAsReplacements() {
    assertEquals("a\ufffdb", request("a\u00ffb").text(0));
  }
}
