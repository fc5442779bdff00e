package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SweepTest {

  private static Point busy(int connections, int active) {
    return new Point(connections, active, 1000, 0, 1, Work.NONE);
  }

  private static String refusal(Supplier<Sweep> sweep) {
    return assertThrows(IllegalArgumentException.class, sweep::get).getMessage();
  }

  @Test
  void combinesEveryValueOfEveryAxis() {
    Sweep sweep =
        new Sweep(
            List.of(1, 2),
            List.of(1.0),
            List.of(10, 20),
            List.of(0),
            List.of(1, 4),
            List.of(Work.NONE, Work.parse("spin:5us")));
    assertEquals(2 * 2 * 2 * 2, sweep.points().size());
    assertEquals(new Point(1, 1, 10, 0, 1, Work.NONE), sweep.points().getFirst());
    assertEquals(new Point(2, 2, 10, 0, 1, Work.NONE), sweep.points().get(1));
    assertEquals(new Point(2, 2, 20, 0, 4, Work.parse("spin:5us")), sweep.points().getLast());
  }

  @Test
  void placesOfOneRequestAreTogether() {
    Sweep sweep =
        new Sweep(
            List.of(1, 2),
            List.of(1.0),
            List.of(0, 20),
            List.of(0),
            List.of(1, 4),
            List.of(Work.NONE));
    List<List<Point>> byRequest = sweep.byRequest();
    assertEquals(sweep.points(), byRequest.stream().flatMap(List::stream).toList());
    assertEquals(2, byRequest.size(), "the rate changes nothing about the request");
    assertEquals(1, byRequest.getFirst().getLast().pipeline());
    assertEquals(4, byRequest.getLast().getFirst().pipeline());
  }

  @Test
  void aClosedLoopLiesNowhereAlongTheRate() {
    Sweep sweep =
        new Sweep(
            List.of(1, 64),
            List.of(0.1),
            List.of(0, 20, 30),
            List.of(0),
            List.of(1),
            List.of(Work.NONE));
    assertEquals(List.of(20, 30), sweep.along(Axis.RATE).stream().map(Point::rate).toList());
    assertEquals(List.of(0, 0), sweep.along(Axis.CONNECTIONS).stream().map(Point::rate).toList());
  }

  /// Of one connection a tenth is one, which is all of it: what was asked for is told.
  @Test
  void tellsWhereALineLies() {
    Sweep sweep =
        new Sweep(
            List.of(1, 64, 1024),
            List.of(0.1, 0.01),
            List.of(0, 8000),
            List.of(0),
            List.of(1),
            List.of(Work.NONE, Work.parse("spin:5us")));
    assertEquals(" (activity 10.0 %, closed loop, work none)", sweep.fixedAlong(Axis.CONNECTIONS));
    assertEquals(" (connections 1,024, closed loop, work none)", sweep.fixedAlong(Axis.ACTIVITY));
    assertEquals("", Sweep.over(List.of(1, 2), 1).fixedAlong(Axis.CONNECTIONS));
  }

  @Test
  void measuresNothingTwice() {
    Sweep sweep = Sweep.over(List.of(64, 1, 64), 1000).withActivities(List.of(0.02, 1.0, 0.01));
    assertEquals(List.of(busy(1, 1), busy(64, 64), busy(64, 1)), sweep.points());
  }

  @Test
  void saysWhatCanBeMeasured() {
    assertEquals(
        "connections is 0: use numbers between 1 and 60000",
        refusal(() -> Sweep.over(List.of(0), 1)));
    assertEquals(
        "rate is -1: use numbers up to 1000000; 0 is a closed loop",
        refusal(() -> Sweep.over(List.of(1), -1)));
    assertEquals(
        "no connections is given: name one value or more", refusal(() -> Sweep.over(List.of(), 1)));
    assertEquals(
        "activity is 0.0: use shares over 0 and up to 1, as 1,0.1,0.01",
        refusal(() -> Sweep.over(List.of(1), 1).withActivities(List.of(0.0))));
    assertEquals(
        "payload and work exclude each other: LAB.SPIN and LAB.SLEEP carry no payload",
        refusal(() ->
            new Sweep(
                List.of(1),
                List.of(1.0),
                List.of(1),
                List.of(0, 64),
                List.of(1),
                List.of(Work.NONE, Work.parse("spin:5us")))));
  }
}
