package dev.muxscope.lab.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SystemCallsTest {

  private static final String TABLE =
      """
      % time     seconds  usecs/call     calls    errors syscall
      ------ ----------- ----------- --------- --------- ----------------
       52.10    0.012345           1      2000       500 read
       30.00    0.010000           1      1000           write
       10.00    0.001000           1       900           epoll_wait
        5.00    0.000500           1       800           epoll_ctl
        2.90    0.000100           2        50         3 futex
      ------ ----------- ----------- --------- --------- ----------------
      100.00    0.023945           1      4750       503 total
      """;

  @Test
  void sortsTheTableOfStraceByPurpose() {
    assertEquals(new SystemCalls(2000, 1000, 900, 800, 50), SystemCalls.parse(TABLE));
  }

  @Test
  void dividesByRequests() {
    assertEquals(4.7, SystemCalls.parse(TABLE).per(1000).io(), 1e-9);
  }

  @Test
  void withoutTheWaitsThereIsNoSum() {
    assertEquals(3, new SystemCalls(1, 1, 1, Double.NaN, Double.NaN).io());
    assertEquals(Double.NaN, new SystemCalls(1, 1, Double.NaN, Double.NaN, Double.NaN).io());
  }
}
