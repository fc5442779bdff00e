package dev.muxscope.lab.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PollVsEpollDrillTest {

  private static Holding holding(String server, double before, double many, double after) {
    return PollVsEpollDrill.conclusions(
            List.of(
                new PollVsEpollDrill.Cell(server, 1, before, 1e6),
                new PollVsEpollDrill.Cell(server, 4000, many, 1e6),
                new PollVsEpollDrill.Cell(server, 1, after, 1e6)))
        .getFirst()
        .holding();
  }

  @Test
  void pollIsExpectedToGrow() {
    assertEquals(Holding.HELD, holding(PollVsEpollDrill.POLL, 30, 900, 40));
    assertEquals(Holding.DID_NOT_HOLD, holding(PollVsEpollDrill.POLL, 30, 31, 32));
  }

  @Test
  void theOthersAreExpectedNotTo() {
    assertEquals(Holding.HELD, holding(PollVsEpollDrill.EPOLL, 30, 31, 25));
    assertEquals(Holding.DID_NOT_HOLD, holding("threads", 30, 100, 32));
    assertEquals(Holding.UNDECIDED, holding("vthreads", 30, 60, 32));
  }

  @Test
  void whatHoldsAgainstOneOfTwoBaselinesIsUndecided() {
    assertEquals(Holding.UNDECIDED, holding(PollVsEpollDrill.EPOLL, 60, 60, 30));
    assertEquals(Holding.HELD, holding(PollVsEpollDrill.EPOLL, 60, 30, 30));
  }
}
