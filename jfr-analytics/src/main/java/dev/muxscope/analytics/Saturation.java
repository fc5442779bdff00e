package dev.muxscope.analytics;

import dev.muxscope.analytics.LoopWork.Loop;
import dev.muxscope.analytics.LoopWork.Work;
import dev.muxscope.report.Estimate;
import java.util.List;

/// The request rate at which an event loop would have no time left, forecast from a recording in
/// which it had some.
///
/// A turn costs something, and each of its requests costs something: a straight line through the
/// turns tells both. The busier a loop, the more requests share a turn, and a saturated one finds
/// every connection ready. The forecast is for that; its lower end is the cost at the ready sets
/// that were seen, its upper end that of a turn that costs nothing. Where turns show no line, their
/// mean is a lower bound.
///
/// @param rate requests per second, an [Estimate]; `NaN` if there is not enough evidence
/// @param evidence what it rests on, or what is missing
record Saturation(Object rate, String evidence) {

  private static final int ENOUGH_SECONDS = 8;
  private static final double ENOUGH_TICKS = 1_000;
  private static final double ENOUGH_BUSY = 0.02;
  private static final double EXACT = 0.3;

  static Saturation of(Loop loop, double connections) {
    Work all = loop.all();
    List<Moments> parts = loop.moments().stream().filter(part -> part.n() > 0).toList();
    Moments sum = Moments.sum(parts);
    if (parts.size() < ENOUGH_SECONDS || sum.n() < ENOUGH_TICKS) {
      return none("too few seconds with requests: record more");
    }
    if (all.busy() < ENOUGH_BUSY) {
      return none("too idle: record it at a higher rate");
    }
    double select = (double) all.shortestSelect();
    Saturation line = ofLine(parts, sum, select, connections);
    return line.rate() instanceof Estimate ? line : ofMean(parts, select);
  }

  private static Saturation ofLine(
      List<Moments> parts, Moments sum, double select, double connections) {
    // The turn that the typical request is in, rather than the typical turn.
    double seen = sum.xx() / sum.x();
    double ready = Double.isNaN(connections) ? seen : Math.max(seen, connections);
    double now = rate(sum, seen, select);
    double then = rate(sum, ready, select);
    double width = Moments.halfWidth(parts, part -> rate(part, ready, select));
    if (!(sum.slope() > 0 && width < EXACT * then)) {
      return none("turns of one size differ too much in time");
    }
    return new Saturation(
        new Estimate(then, Math.min(now, then) - width, 1e9 / sum.slope() + width),
        "turns of up to " + (ready > seen ? "all connections" : "the sizes seen"));
  }

  // Without a line: turns as they were, which were no larger than a saturated loop's.
  private static Saturation ofMean(List<Moments> parts, double select) {
    double rate = meanRate(Moments.sum(parts), select);
    double width = Moments.halfWidth(parts, part -> meanRate(part, select));
    if (!(width < EXACT * rate)) {
      return none("seconds differ too much in cost");
    }
    return new Saturation(
        new Estimate(rate, rate - width, Double.POSITIVE_INFINITY), "at least: turns as they were");
  }

  private static double meanRate(Moments moments, double select) {
    return 1e9 * moments.x() / (moments.y() + select * moments.n());
  }

  // The line may pass a little below 0 where turns cost nothing.
  private static double rate(Moments moments, double requests, double select) {
    double turn = Math.max(0, moments.intercept()) + select;
    return 1e9 / (moments.slope() + turn / requests);
  }

  private static Saturation none(String evidence) {
    return new Saturation(Double.NaN, evidence);
  }
}
