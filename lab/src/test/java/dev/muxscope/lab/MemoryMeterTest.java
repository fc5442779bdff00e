package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
@EnabledOnOs(OS.LINUX)
class MemoryMeterTest {

  @TempDir Path directory;

  private void jcmd(String script) throws Exception {
    Script.write(directory.resolve("jcmd"), "#!/bin/sh\n" + script + "\n");
  }

  @Test
  void residentMemoryIsToldAfterACollectionOnly() throws Exception {
    Pinning pinning = new Pinning(List.of(), List.of(), "a test");
    try (StubLauncher launcher = new StubLauncher(directory, "");
        Children children = new Children();
        ServerChild server = ServerChild.start(launcher.path(), pinning, "a", List.of(), children);
        MemoryMeter meter = new MemoryMeter(server, launcher.path(), children)) {
      jcmd("echo 'Total  2  32'");
      meter.collect();
      Map<MemoryPart, Double> collected = meter.read();
      assertEquals(32, collected.get(MemoryPart.LIVE_HEAP));
      assertTrue(collected.get(MemoryPart.RESIDENT) > 0, collected.toString());
      jcmd("exit 1");
      meter.collect();
      assertEquals(Double.NaN, meter.read().get(MemoryPart.RESIDENT));
    }
  }
}
