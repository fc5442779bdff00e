package dev.muxscope.benchmarks.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.lab.stats.Interval;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private static final Ledger.Account CLEAN = new Ledger.Account(0, 0, 9, 9, 0, 0);
  private static final Interval FLAT = new Interval(0, -1, 1);

  private final Tally tally = new Tally();

  LedgerTest() {
    tally.sent.add(10);
    tally.answered.add(7);
    tally.refused.add(2);
    tally.givenUp.add(1);
  }

  @Test
  void findsNothingWrongWhereAllIsAccountedFor() {
    assertEquals(List.of(), faults(CLEAN, FLAT, List.of()));
  }

  @Test
  void findsRequestsThatCameToNoEnd() {
    tally.sent.add(1);
    assertEquals(List.of("some requests came to no end"), faults(CLEAN, FLAT, List.of()));
  }

  @Test
  void findsWhatIsLeftOpen() {
    Ledger.Account left = new Ledger.Account(1, 1, 9, 10, 0, 0);
    assertEquals(
        List.of(
            "connections are left",
            "sockets in CLOSE_WAIT are left",
            "there are more descriptors than before"),
        faults(left, FLAT, List.of()));
  }

  @Test
  void findsMemoryThatSurelyGrows() {
    assertEquals(
        List.of("memory grows by more than 1 MiB a minute"),
        faults(CLEAN, new Interval(3e6, 2e6, 4e6), List.of()));
    assertEquals(List.of(), faults(CLEAN, new Interval(3e6, -2e6, 8e6), List.of()));
  }

  @Test
  void findsErrorsThatWereLogged() {
    assertEquals(
        List.of("the server logged errors"),
        faults(CLEAN, FLAT, List.of("SEVERE: connection 1 is closed")));
  }

  @Test
  void findsLostAndWrongAnswersAndTellsWhose() {
    tally.sent.add(2);
    tally.lost.increment();
    tally.wrong.increment();
    tally.complain("Steady 3: got other bytes");
    String text = ended(0).text();
    assertTrue(text.contains("WRONG") && text.contains("Steady 3: got other bytes"), text);
    assertEquals(3, faults(CLEAN, FLAT, List.of()).size());
  }

  @Test
  void findsAServerThatFailedAtItsEnd() {
    assertEquals(List.of("the server ended with exit code 1"), ended(1).faults());
  }

  private Ledger ended(int code) {
    return ledger(CLEAN, FLAT, new SoakServer.Stopped(code, List.of()));
  }

  private List<String> faults(Ledger.Account account, Interval memory, List<String> lines) {
    return ledger(account, memory, new SoakServer.Stopped(0, lines)).faults();
  }

  private Ledger ledger(Ledger.Account account, Interval memory, SoakServer.Stopped stopped) {
    return new Ledger("select", Duration.ofMinutes(30), tally, account, memory, stopped);
  }
}
