package dev.muxscope.common.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Field;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class IoCountersTest {

  @Test
  void resetsEveryCounter() throws ReflectiveOperationException {
    var counters = new IoCounters();
    for (Field field : IoCounters.class.getFields()) {
      ((LongAdder) field.get(counters)).add(5);
    }
    counters.reset();
    for (Field field : IoCounters.class.getFields()) {
      assertEquals(0, ((LongAdder) field.get(counters)).sum(), field.getName());
    }
  }
}
