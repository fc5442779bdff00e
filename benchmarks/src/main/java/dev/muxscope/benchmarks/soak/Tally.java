package dev.muxscope.benchmarks.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/// What all clients together have sent and got. Safe for all threads; complaints are guarded by the
/// monitor.
///
/// Each request that was sent ends as one of: answered as it should be, refused with the error that
/// it should get, given up by a client that means to leave, lost, or answered wrong.
final class Tally {

  private static final int MOST_COMPLAINTS = 10;

  final LongAdder sent = new LongAdder();
  final LongAdder answered = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder givenUp = new LongAdder();
  final LongAdder lost = new LongAdder();
  final LongAdder wrong = new LongAdder();
  final LongAdder opened = new LongAdder();
  final LongAdder tooMany = new LongAdder();
  final LongAdder closedLate = new LongAdder();
  final LongAdder closedDeaf = new LongAdder();
  final LongAdder messages = new LongAdder();
  final LongAdder badBytes = new LongAdder();

  /// The longest that a steady client has waited for a reply.
  final LongAccumulator longestNanos = new LongAccumulator(Math::max, 0);

  private final List<String> complaints = new ArrayList<>();
  private long untold;

  /// Notes that something is wrong; the first ones are told, the others counted.
  synchronized void complain(String what) {
    if (complaints.size() < MOST_COMPLAINTS) {
      complaints.add(what);
    } else {
      untold++;
    }
  }

  synchronized List<String> complaints() {
    List<String> all = new ArrayList<>(complaints);
    if (untold > 0) {
      all.add("and " + untold + " more");
    }
    return all;
  }
}
