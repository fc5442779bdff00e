package dev.muxscope.lab.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CountersTest {

  @Test
  void subtractsWhatWasThereBefore() {
    Counters before = Counters.parse("# Stats\r\ntotal_reads:5\r\n");
    Counters after = Counters.parse("# Stats\r\ntotal_reads:12\r\ntotal_writes:3\r\nmode:x\r\n");
    assertEquals(7, after.since(before, "total_reads"));
    assertEquals(3, after.since(before, "total_writes"));
    assertEquals(0, after.since(before, "mode"));
  }
}
