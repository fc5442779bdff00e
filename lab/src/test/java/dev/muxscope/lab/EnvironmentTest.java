package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.common.event.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

class EnvironmentTest {

  private static final Environment PLAIN = new Environment(Map.of("JDK", "25", "begun", "now"));

  @Test
  void optionsOfTheServersJvmMakeAnotherEnvironment() {
    Environment other = new Environment(Map.of("JDK", "25", "JVM options", "-XX:+UseZGC"));
    assertEquals("JVM options was none and is -XX:+UseZGC", other.differenceTo(PLAIN));
    assertEquals("JVM options was -XX:+UseZGC and is none", PLAIN.differenceTo(other));
  }

  @Test
  void theyAreThoseOfAllVariables() {
    assertEquals("", Environment.jvmOptions(Map.of("PATH", "/bin", "MUXSCOPE_OPTS", "")));
    assertEquals("-Xmx1g", Environment.jvmOptions(Map.of("MUXSCOPE_OPTS", "-Xmx1g")));
    assertEquals(
        "-Xa -Xb -Xc",
        Environment.jvmOptions(
            Map.of("MUXSCOPE_OPTS", "-Xc", "JDK_JAVA_OPTIONS", "-Xb", "JAVA_TOOL_OPTIONS", "-Xa")));
  }

  @Test
  void anotherBuildMakesAnother() {
    String here = Environment.of(Pinning.none("a test"), Map.of()).fact("muxscope");
    assertTrue(here.startsWith(Version.TEXT + ", build "), here);
    Environment other = new Environment(Map.of("JDK", "25", "muxscope", "1, build cafe"));
    assertEquals("muxscope was none and is 1, build cafe", other.differenceTo(PLAIN));
    Environment modules = new Environment(Map.of("JDK", "25", "own modules", "babe"));
    assertEquals("own modules was none and is babe", modules.differenceTo(PLAIN));
  }

  @Test
  void aContainersQuotaMakesAnother() {
    assertEquals("16", Environment.processors(16, 16, Double.POSITIVE_INFINITY));
    assertEquals(
        "16, of which a JVM uses 4", Environment.processors(16, 4, Double.POSITIVE_INFINITY));
    assertEquals("2, by a quota of 1.50", Environment.processors(2, 2, 1.5));
    String limited = Environment.processors(16, 2, 1.5);
    assertEquals("16, of which a JVM uses 2, by a quota of 1.50", limited);
    assertEquals(
        "processors was none and is " + limited,
        new Environment(Map.of("JDK", "25", "processors", limited)).differenceTo(PLAIN));
  }

  @Test
  @EnabledIf("lendsLargePages")
  void largePagesThatTheKernelLendsAreTold() {
    Environment here = Environment.of(new Pinning(List.of(), List.of(), "a test"), Map.of());
    String mode = here.fact("large pages");
    assertTrue(Set.of("always", "madvise", "never").contains(mode), mode);
    assertEquals(mode.equals("always"), here.hasLargePagesAlways());
  }

  static boolean lendsLargePages() {
    return Files.exists(Path.of("/sys/kernel/mm/transparent_hugepage/enabled"));
  }

  @Test
  void anotherWayToLendThemMakesAnother() {
    Environment other = new Environment(Map.of("JDK", "25", "large pages", "always"));
    assertEquals("large pages was none and is always", other.differenceTo(PLAIN));
  }

  @Test
  void theTimeMakesNone() {
    assertEquals("", PLAIN.differenceTo(new Environment(Map.of("JDK", "25", "begun", "later"))));
  }
}
