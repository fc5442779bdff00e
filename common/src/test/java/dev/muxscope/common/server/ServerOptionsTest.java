package dev.muxscope.common.server;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.muxscope.common.server.ServerOptions.Poller;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerOptionsTest {

  private static final ServerOptions DEFAULTS = ServerOptions.defaults();

  @ParameterizedTest
  @CsvSource({
    "port, 0, 65535, between 0 and 65535",
    "backlog, 1, 2147483647, at least 1",
    "event-loops, 1, 256, between 1 and 256"
  })
  void takesEachNumberInItsRangeOnly(String name, int least, int most, String range) {
    assertDoesNotThrow(() -> with(name, least));
    assertDoesNotThrow(() -> with(name, most));
    assertRefused(name + " must be " + range + ", not " + (least - 1), name, least - 1);
    if (most < Integer.MAX_VALUE) {
      assertRefused(name + " must be " + range + ", not " + (most + 1), name, most + 1);
    }
  }

  @Test
  void refusesAnEmptyHost() {
    var refused = assertThrows(IllegalArgumentException.class, () -> DEFAULTS.withHost(" "));
    assertEquals("host must not be empty", refused.getMessage());
  }

  @Test
  void refusesANegativeGrace() {
    assertDoesNotThrow(() -> DEFAULTS.withGrace(Duration.ZERO));
    var refused =
        assertThrows(
            IllegalArgumentException.class, () -> DEFAULTS.withGrace(Duration.ofSeconds(-1)));
    assertEquals("grace must not be negative, but is PT-1S", refused.getMessage());
  }

  @Test
  void labelsPollersAsOnTheCommandLine() {
    assertEquals("epoll", Poller.EPOLL.label());
  }

  private static void assertRefused(String message, String name, int value) {
    var refused = assertThrows(IllegalArgumentException.class, () -> with(name, value));
    assertEquals(message, refused.getMessage());
  }

  private static ServerOptions with(String name, int value) {
    return switch (name) {
      case "port" -> DEFAULTS.withPort(value);
      case "backlog" -> DEFAULTS.withBacklog(value);
      case "event-loops" -> DEFAULTS.withEventLoops(value);
      default -> throw new AssertionError(name);
    };
  }
}
