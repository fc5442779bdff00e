package dev.muxscope.client.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionPlanTest {

  @ParameterizedTest
  @CsvSource({
    "0,1,0,0,1,connections is 0: use a number between 1 and 60000",
    "5,6,0,0,1,active connections is 6: use a number between 1 and 5",
    "5,0,0,0,1,active connections is 0: use a number between 1 and 5",
    "5,5,-1,0,1,'ramp is PT-1S: use up to a day, as 10s'",
    "5,5,0,-1,1,churn is -1: use a number between 0 and 10000",
    "5,3,0,0,4,threads is 4: use a number between 1 and 3",
    "500,300,0,0,65,threads is 65: use a number between 1 and 64",
  })
  void tellsWhatIsOutOfRange(
      int open, int active, int ramp, int churn, int threads, String message) {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new ConnectionPlan(open, active, Duration.ofSeconds(ramp), churn, threads));
    assertEquals(message, e.getMessage());
  }

  @Test
  void sharesConnectionsAmongThreads() {
    var plan = ConnectionPlan.of(10).withThreads(4);
    assertEquals(3, plan.share(10, 0));
    assertEquals(2, plan.share(10, 3));
    assertEquals(10, IntStream.range(0, 4).map(thread -> plan.share(10, thread)).sum());
  }
}
