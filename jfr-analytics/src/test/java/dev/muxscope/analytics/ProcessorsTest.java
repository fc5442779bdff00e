package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
  void areWhatTheLastOptionSays() {
    processors.acceptMachine(2);
    processors.acceptContainer(1, -1, -1);
    processors.acceptArguments("-Xmx1g -XX:ActiveProcessorCount=2 -XX:ActiveProcessorCount=4");
    assertEquals(4, processors.usable());
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
    List<EventType> types = FlightRecorder.getFlightRecorder().getEventTypes();
    EventType container =
        types.stream()
            .filter(type -> type.getName().equals("jdk.ContainerConfiguration"))
            .findFirst()
            .orElseThrow();
    for (String field : List.of("effectiveCpuCount", "cpuQuota", "cpuSlicePeriod")) {
      assertNotNull(container.getField(field), field);
    }
  }
}
