package dev.muxscope.client.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.muxscope.client.HostPort;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadOptionsTest {

  @Test
  void hasDefaults() {
    var options = LoadOptions.defaults(HostPort.defaults());
    assertEquals(
        new LoadOptions(
            new HostPort("127.0.0.1", 6380),
            50,
            0,
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            1,
            "PING"),
        options);
    assertFalse(options.openLoop());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "0,0,1,0,1,PING,connections is 0: use a number between 1 and 60000",
        "1,-1,1,0,1,PING,rate is -1: use a number between 0 and 10000000",
        "1,0,0,0,1,PING,duration is 0: give it as 10s or 500ms",
        "1,0,1,-1,1,PING,`warm-up is PT-1S: use up to a day, as 10s`",
        "1,0,86401,0,1,PING,`duration is PT24H1S: use up to a day, as 10s`",
        "1,0,1,0,0,PING,pipeline is 0: use a number between 1 and 10000",
        "1,0,1,0,1,` `,`the request is empty: give a command, as \"PING\"`",
        "1,0,1,0,1,GET 'k,a ' is not closed",
      })
  void tellsWhatIsOutOfRange(
      int connections,
      long rate,
      long seconds,
      long warmUp,
      int pipeline,
      String request,
      String message) {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new LoadOptions(
                    HostPort.defaults(),
                    connections,
                    rate,
                    Duration.ofSeconds(seconds),
                    Duration.ofSeconds(warmUp),
                    pipeline,
                    request));
    assertEquals(message, e.getMessage());
  }

  @Test
  void boundsWhatIsSentAtATime() {
    String request = "SET k " + "x".repeat(100_000);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new LoadOptions(
                HostPort.defaults(), 1, 0, Duration.ofSeconds(1), Duration.ZERO, 1000, request));
  }
}
