package dev.muxscope.lab.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReadinessProbeTest {

  @Test
  void selectReturnsMoreOftenWhereSomethingIsReady() throws Exception {
    List<ReadinessProbe.Stretch> stretches = ReadinessProbe.run();
    assertEquals(11, stretches.size());
    double waits = 0;
    double returns = Double.MAX_VALUE;
    for (ReadinessProbe.Stretch stretch : stretches) {
      if (stretch.situation().kind() == ReadinessProbe.Kind.CLEARED) {
        waits = Math.max(waits, stretch.perSecond());
      } else {
        returns = Math.min(returns, stretch.perSecond());
      }
    }
    assertTrue(waits < returns, waits + " against " + returns);
  }
}
