package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import org.junit.jupiter.api.Test;

class ProcessorsTest {

  private final Processors processors = new Processors();

  @Test
  void areThoseOfTheMachineUnlessSomethingBoundsThem() {
    assertTrue(Double.isNaN(processors.usable()));

    processors.acceptMachine(16);
    processors.acceptContainer(0, -1, -1);
    processors.acceptArguments(null);
    assertEquals(16, processors.usable());
  }

  @Test
  void areBoundedByAContainersSetAndQuota() {
    processors.acceptMachine(16);
    processors.acceptContainer(8, -1, 100_000);
    assertEquals(8, processors.usable());

    processors.acceptContainer(8, 150_000, 100_000);
    assertEquals(2, processors.usable());
    assertEquals(16, processors.machine());
  }

  @Test
  void haveNoMoreTimeThanAQuotaLeaves() {
    processors.acceptMachine(16);
    assertEquals(16, processors.available());
    assertFalse(processors.hasQuota());

    processors.acceptContainer(16, 150_000, 100_000);
    assertEquals(1.5, processors.available());
    assertTrue(processors.hasQuota());
    processors.acceptArguments("-XX:ActiveProcessorCount=1");
    assertEquals(1, processors.available());
  }

  @Test
  void areHeldUpWhereTheQuotaIsUsedUp() {
    processors.acceptThrottling(1, 1_000, 900);
    assertTrue(Double.isNaN(processors.throttled()), "what was before is not known");

    processors.acceptThrottling(2, 1_100, 920);
    processors.acceptThrottling(3, 1_200, 960);
    assertEquals(0.3, processors.throttled(), 1e-9);
  }

  @Test
  void areWhatTheLastOptionSays() {
    processors.acceptMachine(2);
    processors.acceptContainer(1, -1, -1);
    processors.acceptArguments("-Xmx1g -XX:ActiveProcessorCount=2 -XX:ActiveProcessorCount=4");
    assertEquals(4, processors.usable());
  }

  @Test
  void runAsManyVirtualThreadsAsTheLastPropertyAllows() {
    processors.acceptArguments("-XX:ActiveProcessorCount=4");
    assertTrue(Double.isNaN(processors.parallelism()));

    String property = "-Djdk.virtualThreadScheduler.parallelism=";
    processors.acceptArguments("-Xmx1g " + property + "3 " + property + "2 -Dx=1");
    assertEquals(2, processors.parallelism());
    assertEquals(4, processors.usable());
  }

  @Test
  void areWhatAServerOfOursSays() {
    processors.acceptMachine(2);
    processors.acceptSettings("event-loops=1, carriers=default, cores=1");
    processors.acceptShare(0.5);
    assertEquals(1, processors.usable());
  }

  @Test
  void areSoFewThatNoThreadUsedMoreThanOne() {
    processors.acceptMachine(16);
    processors.acceptShare(1f / 3);
    assertEquals(3, processors.usable());

    processors.acceptShare(0.94);
    assertEquals(1, processors.usable());
    assertEquals(16, processors.machine());
  }

  @Test
  void areReadFromFieldsThatTheJdkHas() {
    assertFields(
        "jdk.ContainerConfiguration", List.of("effectiveCpuCount", "cpuQuota", "cpuSlicePeriod"));
    assertFields(Processors.THROTTLING, List.of("cpuElapsedSlices", "cpuThrottledSlices"));
  }

  private static void assertFields(String event, List<String> fields) {
    EventType type =
        FlightRecorder.getFlightRecorder().getEventTypes().stream()
            .filter(each -> each.getName().equals(event))
            .findFirst()
            .orElseThrow();
    for (String field : fields) {
      assertNotNull(type.getField(field), field);
    }
  }
}
