package dev.muxscope.lab.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.muxscope.report.Paragraph;
import java.util.List;
import org.junit.jupiter.api.Test;

class PollVsEpollDrillTest {

  private static Holding holding(String server, double before, double many, double after) {
    return holding(cell(server, 1, before), cell(server, 4000, many), cell(server, 1, after));
  }

  private static Holding holding(PollVsEpollDrill.Cell... cells) {
    return PollVsEpollDrill.conclusions(List.of(cells)).getFirst().holding();
  }

  private static PollVsEpollDrill.Cell cell(String server, int idle, double cpuNanos) {
    return new PollVsEpollDrill.Cell(server, idle, cpuNanos, 1e6, "");
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

  @Test
  void withoutIdleConnectionsNothingIsConcludedOfThem() {
    String poll = PollVsEpollDrill.POLL;
    assertEquals(
        Holding.UNDECIDED, holding(cell(poll, 0, 30), cell(poll, 0, 30), cell(poll, 0, 30)));
    assertEquals(
        Holding.UNDECIDED,
        holding(cell("threads", 1, 30), cell("threads", 999, 30), cell("threads", 1, 30)));
  }

  @Test
  void whyThereAreFewerIdleConnectionsIsToldOnceForEachServer() {
    List<Paragraph> told =
        PollVsEpollDrill.obstacles(
            List.of(
                cell("select, poll", 1, 30),
                new PollVsEpollDrill.Cell("select, poll", 750, 30, 1e6, "memory became short"),
                new PollVsEpollDrill.Cell("select, poll", 750, 30, 1e6, "memory became short"),
                new PollVsEpollDrill.Cell("threads", 3000, 30, 1e6, "memory became short")));
    assertEquals(
        List.of(
            "select, poll: 750 of 4,000 idle connections, as memory became short. From so few nothing"
                + " is concluded.",
            "threads: 3,000 of 4,000 idle connections, as memory became short."),
        told.stream().map(Paragraph::text).toList());
  }
}
