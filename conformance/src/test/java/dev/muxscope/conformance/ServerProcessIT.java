package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServerProcessIT {

  @Test
  void failsWhenTheServerHasEndedByItself() throws IOException, InterruptedException {
    ServerProcess server = ServerProcess.muxscope(Mode.SELECT);
    server.signal("TERM");
    assertTrue(server.hasExited(Duration.ofMinutes(1)));
    String told = assertThrows(AssertionError.class, server::close).getMessage();
    assertTrue(
        told.startsWith(
            "the server ended by itself with exit status 0: muxscope: select server ready at "),
        told);
  }
}
