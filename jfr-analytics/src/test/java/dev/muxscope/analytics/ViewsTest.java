package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import jdk.jfr.FlightRecorder;
import org.junit.jupiter.api.Test;

/// Keeps the list of views consistent: what an entry names must exist.
class ViewsTest {

  @Test
  void haveIdsOfTheirOwn() {
    Set<String> ids = new HashSet<>(Set.of("run", "findings", "missing"));
    for (View view : Views.all()) {
      assertTrue(ids.add(view.id()), view.id());
      assertTrue(view.id().matches("[a-z0-9-]+"), view.id());
    }
  }

  @Test
  void nameColumnsTheyHave() {
    for (View view : Views.all()) {
      view.compared().forEach(view::column);
      for (Finding finding : view.findings()) {
        assertFalse(finding.columns(view).isEmpty(), finding.template());
      }
    }
  }

  @Test
  void needEventsThatAreCollected() {
    Set<String> collected = new HashSet<>();
    Collectors.all().forEach(collector -> collected.addAll(collector.types()));
    for (View view : Views.all()) {
      assertTrue(collected.containsAll(view.source().events()), view.id());
    }
  }

  @Test
  void nameAsMissingTheFirstEventThatTheJvmHas() {
    Intake older = new Intake();
    older.begin(
        FlightRecorder.getFlightRecorder().getEventTypes().stream()
            .filter(type -> !type.getName().equals("jdk.CPUTimeSample"))
            .toList());
    RecordingSummary recording = MadeUpRun.of("").withRate(0).recording(older);
    View methods =
        Views.all().stream()
            .filter(view -> view.id().equals("hot-methods"))
            .findFirst()
            .orElseThrow();

    String missing = Analysis.missing(methods, recording);
    assertTrue(missing.contains("It needs jdk.ExecutionSample;"), missing);
  }

  @Test
  void areRecordedByTheSettingsTheyName() {
    var settings = RecordingSettings.load().getSettings();
    for (View view : Views.all()) {
      String event = view.source().events().getFirst();
      // Never named as missing: it stands in for jdk.CPUTimeSample in foreign recordings.
      if (!event.equals("jdk.ExecutionSample")) {
        assertEquals("true", settings.get(event + "#enabled"), view.id());
      }
    }
  }
}
