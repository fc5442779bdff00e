package dev.muxscope.client.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ContentTest {

  @Test
  void appendsThePayloadToTheRequest() {
    byte[] request = Content.of("SET k").withPayloadBytes(3).encodedRequest();
    assertEquals("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$3\r\nxxx\r\n", new String(request, UTF_8));
    assertEquals("*1\r\n$4\r\nPING\r\n", new String(Content.of("PING").encodedRequest(), UTF_8));
  }

  @Test
  void tellsWhatCannotBeSent() {
    assertRefused("the request is empty: give a command, as \"PING\"", " ", 0);
    assertRefused("a ' is not closed", "GET 'k", 0);
    assertRefused("payload is -1: use a number between 0 and 16777216", "GET k", -1);
  }

  private static void assertRefused(String message, String request, int payload) {
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> Content.of(request).withPayloadBytes(payload));
    assertEquals(message, e.getMessage());
  }
}
