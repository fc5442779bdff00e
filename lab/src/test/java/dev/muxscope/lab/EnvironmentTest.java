package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {

  private static final Environment PLAIN = new Environment(Map.of("JDK", "25", "begun", "now"));

  @Test
  void optionsOfTheServersJvmMakeAnotherEnvironment() {
    Environment other = new Environment(Map.of("JDK", "25", "JVM options", "-XX:+UseZGC"));
    assertEquals("JVM options was none and is -XX:+UseZGC", other.differenceTo(PLAIN));
    assertEquals("JVM options was -XX:+UseZGC and is none", PLAIN.differenceTo(other));
  }

  @Test
  void theTimeMakesNone() {
    assertEquals("", PLAIN.differenceTo(new Environment(Map.of("JDK", "25", "begun", "later"))));
  }
}
