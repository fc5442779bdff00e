package dev.muxscope.benchmarks.side;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.muxscope.benchmarks.side.Contender.Kind;
import dev.muxscope.benchmarks.side.Goal.Verdict;
import dev.muxscope.lab.stats.Interval;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoalTest {

  private static final Contender FLOOR = contender("floor", Kind.FLOOR);

  private static Contender contender(String name, Kind kind) {
    return new Contender(name, kind, _ -> List.of(), "");
  }

  @ParameterizedTest
  @CsvSource({
    "select, 1, 1, 1.05",
    "select, 50, 1, 1.05",
    "select, 4000, 1, 1.10",
    "select, 10000, 1, 1.10",
    "select, 50, 16, 1.05",
    "vthreads, 1, 1, 1.6",
    "vthreads, 50, 1, 1.5",
    "vthreads, 10000, 1, 1.5",
    "vthreads, 50, 16, 1.6",
    "select, 1000, 1,",
    "select, 50, 4,",
    "threads, 50, 1,",
  })
  void isStatedForSomePlaces(String mode, int connections, int pipeline, Double most) {
    Place place = new Place(connections, pipeline, Request.PING);
    Optional<Goal> goal = Goal.of(contender(mode, Kind.MUXSCOPE), FLOOR, place);
    assertEquals(Optional.ofNullable(most), goal.map(Goal::most));
  }

  @Test
  void wantsSelectBelowOthersEverywhere() {
    Contender redis = contender("redis", Kind.REDIS);
    Contender netty = contender("netty-nio-lean", Kind.NETTY);
    Contender select = contender("select", Kind.MUXSCOPE);
    Place place = new Place(1000, 1, Request.PING);
    assertEquals(Optional.of(1.0), Goal.of(select, redis, place).map(Goal::most));
    assertEquals(Optional.of(1.0), Goal.of(select, netty, place).map(Goal::most));
    assertEquals(Optional.empty(), Goal.of(contender("vthreads", Kind.MUXSCOPE), netty, place));
    assertEquals(Optional.empty(), Goal.of(select, contender("jdk-select", Kind.JDK), place));
    assertEquals(Optional.empty(), Goal.of(redis, FLOOR, place), "others have no goals");
  }

  @ParameterizedTest
  @CsvSource({
    "1.02, 1.00, 1.04, MET",
    "1.02, 1.00, 1.05, MET",
    "1.02, 1.00, 1.06, UNDECIDED",
    "1.08, 1.05, 1.09, UNDECIDED",
    "1.08, 1.06, 1.09, MISSED",
  })
  void isDecidedByTheInterval(double value, double low, double high, Verdict verdict) {
    assertEquals(verdict, Goal.verdict(new Interval(value, low, high), 1.05, 5));
  }

  @Test
  void isNotDecidedByFewRounds() {
    assertEquals(Verdict.TOO_FEW_ROUNDS, Goal.verdict(Interval.unknown(0.5), 1.05, 1));
    assertEquals(Verdict.TOO_FEW_ROUNDS, Goal.verdict(new Interval(0.5, 0.4, 0.6), 1.05, 4));
  }
}
