package dev.muxscope.common.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Field;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class IoCountersTest {

  /// Recordings tell of a server from its start.
  @Test
  void beginsAnewWithEveryCounterForWhoAsksSinceTheReset() throws ReflectiveOperationException {
    var counters = new IoCounters();
    for (Field field : IoCounters.class.getFields()) {
      ((LongAdder) field.get(counters)).add(5);
    }
    counters.reset();
    for (Field field : IoCounters.class.getFields()) {
      LongAdder counter = (LongAdder) field.get(counters);
      assertEquals(0, counters.sinceReset(counter), field.getName());
      counter.increment();
      assertEquals(1, counters.sinceReset(counter), field.getName());
      assertEquals(6, counter.sum(), field.getName());
    }
  }
}
