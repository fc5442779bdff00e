package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the advisor says of applications that know nothing of Muxscope: nothing that is wrong, and
/// what is right where the recording shows it.
@Tag("alone")
class AdviceIT {

  private static final String VIRTUAL = "Virtual threads would suit";
  private static final String MULTIPLEXING = "Multiplexing, or more of it, would suit";
  private static final String NEITHER = "Neither virtual threads nor multiplexing would matter";

  private static String advice(ForeignApp app, ForeignSettings settings)
      throws IOException, InterruptedException {
    Path file = ForeignRecordings.of(app, settings).file();
    Program.Result result = Program.measuring("analyze", "--advise", file.toString());
    assertEquals(0, result.exitCode(), result::err);
    // Lines are folded anywhere, for a terminal.
    return result.out().replaceAll("\\s+", " ");
  }

  @ParameterizedTest
  @EnumSource(ForeignSettings.class)
  void neverMultipliesLoopsThatHaveTime(ForeignSettings settings)
      throws IOException, InterruptedException {
    String advice = advice(ForeignApp.NETTY, settings);

    assertFalse(advice.contains(VIRTUAL), advice);
    assertFalse(advice.contains(MULTIPLEXING), advice);
  }

  @ParameterizedTest
  @EnumSource(ForeignSettings.class)
  void neverLeavesAHeldLoopAlone(ForeignSettings settings)
      throws IOException, InterruptedException {
    String advice = advice(ForeignApp.NETTY_HELD, settings);

    assertFalse(advice.contains(NEITHER), advice);
    assertFalse(advice.contains(MULTIPLEXING), advice);
    if (settings == ForeignSettings.PROBE) {
      assertTrue(advice.contains(VIRTUAL), advice);
      assertFalse(advice.contains("have time left"), advice);
      assertTrue(advice.contains("Blocking calls held an event loop"), advice);
      assertTrue(advice.contains("jdk.ThreadSleep in NettyService$Echo.channelRead"), advice);
    }
  }

  @ParameterizedTest
  @EnumSource(ForeignSettings.class)
  void liftsNoBoundOfAPoolWithThreadsToSpare(ForeignSettings settings)
      throws IOException, InterruptedException {
    String tomcat = advice(ForeignApp.TOMCAT, settings);
    String blocked = advice(ForeignApp.PLATFORM_POOL, settings);

    assertFalse(tomcat.contains(VIRTUAL) || tomcat.contains(MULTIPLEXING), tomcat);
    assertFalse(blocked.contains(VIRTUAL) || blocked.contains(MULTIPLEXING), blocked);
    if (settings == ForeignSettings.PROBE) {
      assertTrue(blocked.contains("It waits for sockets by blocked platform threads"), blocked);
    }
  }

  @ParameterizedTest
  @EnumSource(ForeignSettings.class)
  void leavesVirtualThreadsThatHaveLittleToDo(ForeignSettings settings)
      throws IOException, InterruptedException {
    String advice = advice(ForeignApp.VIRTUAL_THREADS, settings);

    assertFalse(advice.contains(VIRTUAL) || advice.contains(MULTIPLEXING), advice);
    if (settings == ForeignSettings.PROBE) {
      assertTrue(advice.contains("It waits for sockets by virtual threads"), advice);
      assertTrue(advice.contains(NEITHER), advice);
    }
  }
}
