package dev.muxscope.client.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.muxscope.client.load.LoadResult.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValidityTest {

  private static final long BUSY = 500_000_000;

  @Test
  void acceptsARunThatWentAsAsked() {
    LoadResult result = Results.open(1019, 10_000_000, 900_000_000, Results.NO_ERRORS).judged();
    assertEquals(List.of(), result.reasons());
    assertEquals(Verdict.VALID, result.verdict());
  }

  @Test
  void refusesAnotherRate() {
    assertReasons(
        Results.open(979, 0, BUSY, Results.NO_ERRORS),
        "the achieved rate, 979/s, differs by over 2 % from what was due, 1000/s");
  }

  @Test
  void refusesLateRequests() {
    assertReasons(
        Results.open(1000, 10_100_000, BUSY, Results.NO_ERRORS),
        "1 % of the requests left over 10.1 ms late");
  }

  @Test
  void refusesABusyGeneratorInAnOpenLoopOnly() {
    assertReasons(
        Results.open(1000, 0, 950_000_000, Results.NO_ERRORS),
        "the load generator was busy for 95 % of the time");
    assertReasons(Results.closed(50_000, 950_000_000));
  }

  @Test
  void refusesFailures() {
    assertReasons(
        Results.open(1000, 0, BUSY, new LoadErrors(1, 2, 3, 4, 5, "ERR x", "reset")),
        "1 error reply, as: ERR x",
        "2 connections could not be opened, as: reset",
        "3 connections were lost, as: reset",
        "4 connections delivered malformed or surplus replies, as: reset",
        "5 requests were not answered");
  }

  @Test
  void refusesARunWithoutAnswers() {
    assertReasons(Results.closed(0, BUSY), "no request was answered in the measured part");
  }

  private static void assertReasons(LoadResult result, String... reasons) {
    assertEquals(List.of(reasons), result.judged().reasons());
  }
}
