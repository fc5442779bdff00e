package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrustRowsTest {

  private final RecordingSummary recording = MadeUpRun.of("select").recording();

  private void load(double own, double machine) {
    recording.collected(Surroundings.class).acceptLoad(1, own, machine);
  }

  /// What it says of a thing: value, verdict, reason.
  private List<Object> row(String what) {
    return TrustRows.trust(recording).stream()
        .filter(row -> row.getFirst().equals(what))
        .findFirst()
        .map(row -> row.subList(1, row.size()))
        .orElse(List.of());
  }

  private boolean warns(String beginning) {
    return Quality.of(recording).stream().anyMatch(warning -> warning.startsWith(beginning));
  }

  @Test
  void doNotMindOthersWhereProcessorsWereLeftOver() {
    load(0.1, 0.45);

    assertEquals(TrustRows.LIMITS, row("CPU used by others").get(1));
    assertFalse(warns("Other processes"));
  }

  @Test
  void mislead() {
    load(0.6, 0.95);

    assertEquals(TrustRows.MISLEADS, row("CPU used by others").get(1));
    assertTrue(warns("Other processes"));
  }

  @Test
  void sayNothingOfAQuotaThatIsNone() {
    load(0.1, 0.1);

    assertEquals(
        List.of("10.0 %", TrustRows.FINE, "processors were left over"), row("CPU used by all"));
    assertEquals(List.of(), row("CPU quota used up"));
  }

  @Test
  void tellOfAQuotaThatIsUsedUpThoughProcessorsAreLeftOver() {
    load(0.09, 0.09);
    Processors processors = recording.collected(Processors.class);
    processors.acceptMachine(16);
    processors.acceptContainer(16, 150_000, 100_000);
    assertEquals("not known", row("CPU quota used up").getFirst());

    processors.acceptThrottling(1, 100, 50);
    processors.acceptThrottling(2, 200, 130);
    assertEquals(
        List.of(
            "80.0 % of its periods", TrustRows.MISLEADS, "times include waiting for the next one"),
        row("CPU quota used up"));
    assertEquals(TrustRows.LIMITS, row("CPU used by all").get(1));
    assertTrue(warns("The container's CPU quota was used up in 80.0 % of its periods"));
  }
}
