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
    "max-connections, 1, 2147483647, at least 1",
    "event-loops, 1, 256, between 1 and 256",
    "max-bulk-bytes, 1, 2147483647, at least 1",
    "max-request-bytes, 65536, 2147483639, between 65536 and 2147483639",
    "max-unsent-bytes, 1, 2147483639, between 1 and 2147483639"
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
    var refused = assertThrows(IllegalArgumentException.class, () -> with(" ", Duration.ZERO));
    assertEquals("host must not be empty", refused.getMessage());
  }

  @Test
  void refusesANegativeGrace() {
    assertDoesNotThrow(() -> with("localhost", Duration.ZERO));
    var refused =
        assertThrows(
            IllegalArgumentException.class, () -> with("localhost", Duration.ofSeconds(-1)));
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

  private static ServerOptions with(String host, Duration grace) {
    return new ServerOptions(
        host, 0, 1, 1, 1, Poller.DEFAULT, new Dispatch.Inline(), 1, 1 << 16, 1, grace, false);
  }

  private static ServerOptions with(String name, int value) {
    return new ServerOptions(
        DEFAULTS.host(),
        name.equals("port") ? value : DEFAULTS.port(),
        name.equals("backlog") ? value : DEFAULTS.backlog(),
        name.equals("max-connections") ? value : DEFAULTS.maxConnections(),
        name.equals("event-loops") ? value : DEFAULTS.eventLoops(),
        DEFAULTS.poller(),
        DEFAULTS.dispatch(),
        name.equals("max-bulk-bytes") ? value : DEFAULTS.maxBulkBytes(),
        name.equals("max-request-bytes") ? value : DEFAULTS.maxRequestBytes(),
        name.equals("max-unsent-bytes") ? value : DEFAULTS.maxUnsentBytes(),
        DEFAULTS.grace(),
        DEFAULTS.operator());
  }
}
