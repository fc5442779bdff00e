package dev.muxscope.lab.drill;

import dev.muxscope.client.RespClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// A single bystander in this process: a `PING` is due every 20 ms, and its response time counts
/// from when it was due, also when the last reply is still out.
///
/// A thread of its own pings; what it saw is read when that has ended.
final class Pinger implements AutoCloseable {

  private static final long PERIOD_NANOS = 20_000_000;
  private static final int WARM_UPS = 2_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final RespClient client;
  private final long startNanos;
  private final List<Long> responses = new ArrayList<>();
  private final Thread thread;
  private volatile boolean over;
  private volatile String failure = "";

  private Pinger(RespClient client) {
    this.client = client;
    this.startNanos = System.nanoTime();
    this.thread = Thread.ofPlatform().name("drill-pinger").daemon().unstarted(this::ping);
  }

  /// Warms the server up and begins.
  static Pinger begin(InetSocketAddress server) throws IOException {
    RespClient client = RespClient.connect(server, TIMEOUT);
    for (int i = 0; i < WARM_UPS; i++) {
      client.call("PING");
    }
    Pinger pinger = new Pinger(client);
    pinger.thread.start();
    return pinger;
  }

  /// Seconds since it began.
  double now() {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  /// Ends it, and returns its response times in the intervals in which the requests were due.
  ///
  /// @param interval the length of one
  List<Timeline.Interval> end(Duration interval) throws IOException, InterruptedException {
    over = true;
    thread.join();
    if (!failure.isEmpty()) {
      throw new IOException("the bystander failed: " + failure);
    }
    List<Timeline.Interval> intervals = new ArrayList<>();
    int each = (int) (interval.toNanos() / PERIOD_NANOS);
    for (int i = 0; i + each <= responses.size(); i += each) {
      Timeline.Interval next =
          new Timeline.Interval(second(i), second(i + each), Timeline.histogram());
      responses.subList(i, i + each).forEach(next.nanos()::recordValue);
      intervals.add(next);
    }
    return intervals;
  }

  private static double second(int request) {
    return request * PERIOD_NANOS / 1e9;
  }

  private void ping() {
    try {
      for (long due = startNanos; !over; due += PERIOD_NANOS) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        client.call("PING");
        responses.add(System.nanoTime() - due);
      }
    } catch (IOException e) {
      failure = String.valueOf(e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    over = true;
    client.close();
  }
}
