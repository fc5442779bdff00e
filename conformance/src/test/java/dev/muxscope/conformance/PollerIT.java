package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How servers ask the kernel what is ready, as their open files show.
@EnabledOnOs(OS.LINUX)
class PollerIT {

  @ParameterizedTest
  @CsvSource({"epoll, 1", "poll, 0", "default, 1"})
  void choosesTheSelector(String poller, long epollInstances)
      throws IOException, InterruptedException {
    try (ServerProcess server = ServerProcess.muxscope(Mode.SELECT, "--poller=" + poller);
        RawConnection client = new RawConnection(server.address())) {
      client.send("PING\\r\\n");
      client.expect("+PONG\\r\\n");
      assertEquals(epollInstances, epollInstances(server.pid()));
    }
  }

  /// Besides one for what connections wait to write, and one for the thread that wakes the others.
  @ParameterizedTest
  @CsvSource({
    "-XX:ActiveProcessorCount=1, 1",
    "-XX:ActiveProcessorCount=2, 1",
    "-XX:ActiveProcessorCount=6, 2",
    "-XX:ActiveProcessorCount=8, 4",
    "-Djdk.readPollers=8, 8",
  })
  void virtualThreadsHaveAPollerForTwoProcessors(String option, long pollers)
      throws IOException, InterruptedException {
    Map<String, String> environment = Map.of("MUXSCOPE_OPTS", option);
    try (ServerProcess server = ServerProcess.muxscope(environment, Mode.VTHREADS);
        RawConnection client = new RawConnection(server.address())) {
      client.send("PING\\r\\n");
      client.expect("+PONG\\r\\n");
      // They are made when the first thread waits, one after the other.
      Await.until(() -> epollInstances(server.pid()) >= 2 + pollers);
      assertEquals(2 + pollers, epollInstances(server.pid()));
    }
  }

  private static long epollInstances(long pid) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      List<String> targets = files.map(PollerIT::target).toList();
      return targets.stream().filter(target -> target.contains("eventpoll")).count();
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException _) {
      // Closed since it was listed.
      return "";
    }
  }
}
