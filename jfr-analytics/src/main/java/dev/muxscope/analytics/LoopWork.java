package dev.muxscope.analytics;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// How busy each event loop was, second by second, and what its work cost by the size of the ready
/// set.
///
/// Filled by the thread that reads the recording; read-only afterwards.
final class LoopWork {

  private static final long SECOND = 1_000_000_000L;

  private final SortedMap<Integer, Loop> loops = new TreeMap<>();
  private final SortedMap<Integer, Size> sizes = new TreeMap<>();

  /// Adds a turn.
  void add(LoopTick tick) {
    loops
        .computeIfAbsent(tick.loop(), _ -> new Loop())
        .add(tick.time() / SECOND, tick.selectTime(), tick.processTime(), tick.requests());
    sizes
        .computeIfAbsent(bucket(tick.ready()), _ -> new Size())
        .add(tick.processTime(), tick.requests());
  }

  /// The loops by number.
  SortedMap<Integer, Loop> loops() {
    return loops;
  }

  /// Ticks by the [#bucket] of their ready set's size.
  SortedMap<Integer, Size> sizes() {
    return sizes;
  }

  /// Sizes 0, 1, 2, 3 to 4, 5 to 8 and so on: the number of the bucket.
  static int bucket(int size) {
    return size <= 1
        ? Math.max(0, size)
        : 1 + Integer.SIZE - Integer.numberOfLeadingZeros(size - 1);
  }

  /// The sizes in a bucket, as `5 to 8`.
  static String label(int bucket) {
    if (bucket <= 2) {
      return Integer.toString(bucket);
    }
    return ((1L << (bucket - 2)) + 1) + " to " + (1L << (bucket - 1));
  }

  /// Ticks with ready sets of about one size.
  static final class Size {

    private long ticks;
    private long requests;
    private double process;

    private void add(long process, int requests) {
      ticks++;
      this.requests += requests;
      this.process += process;
    }

    long ticks() {
      return ticks;
    }

    long requests() {
      return requests;
    }

    /// Nanoseconds outside select.
    double process() {
      return process;
    }
  }

  /// One event loop.
  static final class Loop {

    private final SortedMap<Long, Work> seconds = new TreeMap<>();

    /// Adds a tick that ended in a second since the epoch.
    void add(long second, long select, long process, int requests) {
      seconds.computeIfAbsent(second, _ -> new Work()).add(select, process, requests);
    }

    /// Its work in each second that had a tick, by the second since the epoch.
    SortedMap<Long, Work> seconds() {
      return seconds;
    }

    /// Its work in all seconds.
    Work all() {
      Work sum = new Work();
      seconds.values().forEach(sum::add);
      return sum;
    }

    /// Its work in the seconds with requests, but for the first and the last, amid which requests
    /// begin and end; of less than three, in all.
    Work serving() {
      List<Work> served = seconds.values().stream().filter(work -> work.requests > 0).toList();
      Work sum = new Work();
      (served.size() < 3 ? served : served.subList(1, served.size() - 1)).forEach(sum::add);
      return sum;
    }

    /// The sums over requests and time of ticks, one a second.
    List<Moments> moments() {
      return seconds.values().stream().map(Work::moments).toList();
    }
  }

  /// The work of some ticks.
  static final class Work {

    private long ticks;
    private long requests;
    private double select;
    private double process;
    private double processSquares;
    private double behind;
    private long shortestSelect = Long.MAX_VALUE;
    private double answering;
    private double requestSquares;
    private double requestsTimesProcess;
    private double processAnswering;

    private void add(long select, long process, int requests) {
      ticks++;
      this.requests += requests;
      this.select += select;
      this.process += process;
      processSquares += (double) process * process;
      behind += process * Math.max(0, requests - 1) / 2.0;
      shortestSelect = Math.min(shortestSelect, select);
      if (requests > 0) {
        answering++;
        requestSquares += (double) requests * requests;
        requestsTimesProcess += (double) requests * process;
        processAnswering += process;
      }
    }

    void add(Work more) {
      ticks += more.ticks;
      requests += more.requests;
      select += more.select;
      process += more.process;
      processSquares += more.processSquares;
      behind += more.behind;
      shortestSelect = Math.min(shortestSelect, more.shortestSelect);
      answering += more.answering;
      requestSquares += more.requestSquares;
      requestsTimesProcess += more.requestsTimesProcess;
      processAnswering += more.processAnswering;
    }

    /// The sums over requests and time of the ticks that answered any.
    Moments moments() {
      return new Moments(
          answering, (double) requests, processAnswering, requestSquares, requestsTimesProcess);
    }

    long ticks() {
      return ticks;
    }

    long requests() {
      return requests;
    }

    /// Nanoseconds in select.
    double select() {
      return select;
    }

    /// Nanoseconds outside select.
    double process() {
      return process;
    }

    /// The sum of squares of each tick's nanoseconds outside select.
    double processSquares() {
      return processSquares;
    }

    /// Nanoseconds that requests waited for those before them in the same tick, if all took the
    /// same time.
    double behind() {
      return behind;
    }

    /// The share of time outside select; `NaN` without a tick.
    double busy() {
      return RecordingSummary.ratio(process, select + process);
    }

    /// Nanoseconds of the shortest select: about what one costs that need not wait.
    long shortestSelect() {
      return shortestSelect;
    }
  }
}
