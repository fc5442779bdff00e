package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `--poller` decides how the event loop asks the kernel, as the server's open files show.
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
