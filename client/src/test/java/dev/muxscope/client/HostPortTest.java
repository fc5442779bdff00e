package dev.muxscope.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:6379,127.0.0.1,6379,127.0.0.1:6379",
    "example.org,example.org,6380,example.org:6380",
    ":7000,127.0.0.1,7000,127.0.0.1:7000",
    "[::1]:7000,::1,7000,[::1]:7000",
    "[::1],::1,6380,[::1]:6380",
  })
  void parses(String text, String host, int port, String printed) {
    assertEquals(new HostPort(host, port), HostPort.parse(text));
    assertEquals(printed, HostPort.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a b", "h:x", "h:", "h:0", "h:65536", "::1", "[::1", "[::1]x", "[]:1"})
  void refusesInOneLine(String text) {
    var e = assertThrows(IllegalArgumentException.class, () -> HostPort.parse(text));
    assertTrue(e.getMessage().lines().count() == 1, e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "6380, '\"6380\" is no host: for a port write :6380'",
    "redis://127.0.0.1:6380, '\"redis://127.0.0.1:6380\": write HOST:PORT, without redis://'",
    "rediss://h, '\"rediss://h\": write HOST:PORT, without rediss://'"
  })
  void saysHowToWriteWhatIsMeant(String text, String message) {
    var e = assertThrows(IllegalArgumentException.class, () -> HostPort.parse(text));
    assertEquals(message, e.getMessage());
  }
}
