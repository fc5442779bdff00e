package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeTest {

  private static final String FILTER = "jdk.MethodTiming#filter";
  private static final Probe NEW = Probe.forJdk(25);
  private static final Probe OLD = Probe.forJdk(21);

  @Test
  void namesOnlyEventsThatThisJdkHas() {
    Set<String> known =
        FlightRecorder.getFlightRecorder().getEventTypes().stream()
            .map(EventType::getName)
            .collect(Collectors.toSet());
    for (String event : events(NEW)) {
      assertTrue(known.contains(event), event);
    }
  }

  @Test
  void leavesOutWhatOlderJdksCannotRecord() {
    Set<String> more = new TreeSet<>(events(OLD));
    more.removeAll(events(NEW));
    assertEquals(Set.of("jdk.ExecutionSample", "jdk.NativeMethodSample"), more);
    Set<String> fewer = new TreeSet<>(events(NEW));
    fewer.removeAll(events(OLD));
    assertEquals(Set.of("jdk.MethodTiming", "jdk.CPUTimeSample", "jdk.CPUTimeSamplesLost"), fewer);
    assertTrue(NEW.timesMethods());
    assertFalse(OLD.timesMethods());
  }

  @Test
  void agreesWithTheServersOwnSettings() {
    Map<String, String> servers = RecordingSettings.load().getSettings();
    assertTrue(methods(NEW.settings()).containsAll(methods(servers)));
    assertEquals(
        servers.get("jdk.MethodTiming#period"), NEW.settings().get("jdk.MethodTiming#period"));
    assertEquals(
        servers.get("jdk.CPUTimeSample#throttle"),
        NEW.settings().get("jdk.CPUTimeSample#throttle"));
  }

  @Test
  void everyTimedMethodHasAName() {
    Set<String> named = MethodTimings.NAMES.keySet();
    Set<String> timed =
        methods(NEW.settings()).stream()
            .map(method -> method.substring(method.lastIndexOf('.') + 1).replace("::", "."))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(named), timed);
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 21, 25, 26})
  void putsTheSameSettingsIntoOneWord(int jdk) {
    Probe probe = Probe.forJdk(jdk);
    String option = probe.jvmOption(List.of("duration=1s", "filename=app.jfr"));

    assertTrue(option.matches("-XX:StartFlightRecording:settings=none,[\\w.#=+:;,/$]*"), option);
    assertTrue(option.endsWith(",duration=1s,filename=app.jfr"), option);
    Map<String, String> settings = new TreeMap<>();
    for (String part : option.split(",")) {
      if (part.startsWith("+")) {
        settings.put(part.substring(1, part.indexOf('=')), part.substring(part.indexOf('=') + 1));
      }
    }
    Map<String, String> expected = new TreeMap<>(probe.settings());
    expected.replaceAll((_, value) -> value.replace(" ", ""));
    assertEquals(expected, settings);
    assertEquals(
        probe.settings(), RecordingSettings.parse("the file", probe.settingsFile()).getSettings());
  }

  private static Set<String> events(Probe probe) {
    return probe.settings().keySet().stream()
        .map(setting -> setting.substring(0, setting.indexOf('#')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> methods(Map<String, String> settings) {
    return Arrays.stream(settings.get(FILTER).split(";")).collect(Collectors.toSet());
  }
}
