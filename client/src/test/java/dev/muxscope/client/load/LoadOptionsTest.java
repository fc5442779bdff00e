package dev.muxscope.client.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.muxscope.client.HostPort;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoadOptionsTest {

  private static final LoadOptions DEFAULTS = LoadOptions.defaults(HostPort.defaults());

  @Test
  void hasDefaults() {
    assertEquals(new HostPort("127.0.0.1", 6380), DEFAULTS.target());
    assertEquals(new ConnectionPlan(50, 50, Duration.ZERO, 0, 1), DEFAULTS.connections());
    assertEquals(new Pace(0, Pace.Arrival.FIXED, 1, false), DEFAULTS.pace());
    assertEquals(Content.of("PING"), DEFAULTS.content());
    assertEquals(Duration.ofSeconds(10), DEFAULTS.duration());
    assertEquals(Duration.ofSeconds(2), DEFAULTS.warmUp());
    assertFalse(DEFAULTS.hdrLog().isPresent());
  }

  @Test
  void tellsWhichTimeIsOutOfRange() {
    assertRefused(
        "duration is 0: give it as 10s or 500ms", () -> DEFAULTS.withDuration(Duration.ZERO));
    assertRefused(
        "duration is PT24H1S: use up to a day, as 10s",
        () -> DEFAULTS.withDuration(Duration.ofSeconds(86_401)));
    assertRefused(
        "warm-up is PT-1S: use up to a day, as 10s",
        () -> DEFAULTS.withWarmUp(Duration.ofSeconds(-1)));
  }

  @Test
  void boundsWhatIsSentAtATime() {
    LoadOptions thousand = DEFAULTS.withPace(Pace.closedLoop().withPipeline(1000));
    assertRefused(
        "requests sent at a time take 100031000 bytes: at most 67108864",
        () -> thousand.withContent(Content.of("SET k").withPayloadBytes(100_000)));
  }

  private static void assertRefused(String message, Runnable made) {
    var e = assertThrows(IllegalArgumentException.class, made::run);
    assertEquals(message, e.getMessage());
  }
}
