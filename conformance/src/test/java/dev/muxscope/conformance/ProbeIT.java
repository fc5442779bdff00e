package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `muxscope probe` prints is there to be used by a shell.
class ProbeIT {

  private static final Path BIN = Program.launcher().toAbsolutePath().getParent();

  @Test
  void printsALineForAShellThatRecordsAProcess(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path blanks = Files.createDirectory(folder.resolve("it's a folder"));
    Path recording = blanks.resolve("of a server.jfr");
    Program.Result line =
        Program.muxscope(
            "probe", "--write=" + blanks.resolve("the probe.jfc"), "--recording=" + recording);
    assertEquals(0, line.exitCode(), line::err);
    try (ServerProcess server = ServerProcess.muxscope(Mode.SELECT)) {
      record(line.out().replace("PID", "" + server.pid()));
      try (RawConnection client = new RawConnection(server.address())) {
        client.send("PING\\r\\n");
        client.expect("+PONG\\r\\n");
      }
      assertEquals(0, server.stop());
    }
    Program.Result analyzed = Program.muxscope("analyze", recording.toString());
    assertEquals(0, analyzed.exitCode(), analyzed::err);
    assertTrue(analyzed.out().contains("mode select"), analyzed::out);
  }

  private static void record(String line) throws IOException, InterruptedException {
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", line);
    shell.environment().merge("PATH", BIN.toString(), (path, bin) -> bin + ":" + path);
    Program.Result started = Program.run(shell);
    assertEquals(0, started.exitCode(), started::toString);
    assertTrue(started.out().contains("Started recording"), started::toString);
  }
}
