package dev.muxscope.client.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class LoadSummaryTest {

  @Test
  void tellsAnOpenLoopWithItsReasons() {
    assertEquals(
        """
        127.0.0.1:6380  50 connections, open loop at 1000 requests/s: SET k 'a b'
        900 requests in 1.00 s: 900 requests/s

                             p50       p90       p99     p99.9       max      mean
          response time  89.4 µs    131 µs    929 µs   4.33 ms   8.75 ms    122 µs
          service time   89.4 µs    131 µs    929 µs   4.33 ms   8.75 ms    122 µs
          sent late by    850 ns    900 ns   1.00 ms   1.00 ms   2.00 ms

        own CPU: 50 % of a core, 556 µs per request; busy for 50 % of the time
          the achieved rate, 900/s, differs by over 2 % from what was due, 1000/s
        INVALID: these figures are not to be used
        """,
        print(Results.open(900, 1_000_000, 500_000_000, Results.NO_ERRORS).judged()));
  }

  @Test
  void tellsAClosedLoop() {
    assertEquals(
        """
        127.0.0.1:6380  50 connections, closed loop: PING
        100000 requests in 1.00 s: 100000 requests/s

                             p50       p90       p99     p99.9       max      mean
          response time  89.4 µs    131 µs    929 µs   4.33 ms   8.75 ms    122 µs

        own CPU: 50 % of a core, 5.00 µs per request; busy for 60 % of the time
        VALID
        """,
        print(Results.closed(100_000, 600_000_000).judged()));
  }

  /// Its rate is no fault, and no figure of the server's either.
  @Test
  void saysThatAClosedLoopHadNoTimeToSpare() {
    String text = print(Results.closed(100_000, 950_000_000).judged());
    assertTrue(
        text.endsWith(
            """
            busy for 95 % of the time
                     so rate and times may be the load generator's own, not the server's
            VALID
            """),
        text);
  }

  @Test
  void tellsNoTimesWhereNothingWasAnswered() {
    assertEquals(
        """
        127.0.0.1:6380  50 connections, closed loop: PING
        0 requests in 1.00 s: 0 requests/s
          no request was answered in the measured part
        INVALID: these figures are not to be used
        """,
        print(Results.closed(0, 500_000_000).judged()));
  }

  /// Replies came to requests of the warm-up alone.
  @Test
  void tellsNoTimesWhereNothingThatWasMeasuredWasAnswered() {
    assertEquals(
        """
        127.0.0.1:6380  50 connections, open loop at 1000 requests/s: SET k 'a b'
        0 requests in 1.00 s: 1000 requests/s
        own CPU: 50 % of a core, 500 µs per request; busy for 50 % of the time
          1000 requests were not answered
        INVALID: these figures are not to be used
        """,
        print(Results.unanswered().judged()));
  }

  private static String print(LoadResult result) {
    var bytes = new ByteArrayOutputStream();
    LoadSummary.print(result, new PrintStream(bytes, true, UTF_8));
    return bytes.toString(UTF_8);
  }
}
