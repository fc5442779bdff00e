package dev.muxscope.benchmarks.soak;

import dev.muxscope.lab.stats.Interval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What came of one mode's soak.
///
/// @param mode of Muxscope
/// @param time that it was soaked for
/// @param tally what the clients counted
/// @param account what the server and the kernel say
/// @param memory growth of resident memory in the second half, in bytes a minute
/// @param stopped how the server ended, and what it had printed
record Ledger(
    String mode,
    Duration time,
    Tally tally,
    Account account,
    Interval memory,
    SoakServer.Stopped stopped) {

  private static final Duration LEAST_FOR_MEMORY = Duration.ofMinutes(10);
  private static final double MOST_GROWTH = 1 << 20;
  private static final int LOG_LINES_SHOWN = 5;

  /// What the server and the kernel say, at the end unless something else is said.
  ///
  /// @param left connections whose clients have gone
  /// @param closeWaits sockets of the server that wait for it to close them
  /// @param descriptorsBefore after a warm-up, with all clients gone
  /// @param lateClients that the server closed, by its own count
  /// @param refused that it took no more, by its own count
  record Account(
      long left,
      long closeWaits,
      int descriptorsBefore,
      int descriptorsAfter,
      long lateClients,
      long refused) {}

  /// All that is wrong; empty if nothing is.
  List<String> faults() {
    List<String> faults = new ArrayList<>(tally.complaints());
    require(faults, tally.lost.sum() == 0, "requests are lost");
    require(faults, tally.wrong.sum() == 0, "answers are wrong");
    require(faults, tally.answered.sum() > 0, "nothing was answered");
    require(faults, tally.sent.sum() == accountedFor(), "some requests came to no end");
    require(faults, account.left == 0, "connections are left");
    require(faults, account.closeWaits == 0, "sockets in CLOSE_WAIT are left");
    require(
        faults,
        account.descriptorsAfter <= account.descriptorsBefore,
        "there are more descriptors than before");
    require(faults, tally.tooMany.sum() == account.refused, "not as many refused as were told so");
    require(
        faults,
        stopped.lines().stream()
            .noneMatch(line -> line.matches(".*(SEVERE|ERROR|Exception|Error:).*")),
        "the server logged errors");
    require(faults, stopped.code() == 0, "the server ended with exit code " + stopped.code());
    boolean grows = time.compareTo(LEAST_FOR_MEMORY) >= 0 && memory.low() > MOST_GROWTH;
    require(faults, !grows, "memory grows by more than 1 MiB a minute");
    return faults;
  }

  private static void require(List<String> faults, boolean fine, String fault) {
    if (!fine) {
      faults.add(fault);
    }
  }

  private long accountedFor() {
    return tally.answered.sum()
        + tally.refused.sum()
        + tally.givenUp.sum()
        + tally.lost.sum()
        + tally.wrong.sum();
  }

  /// As a person reads it.
  String text() {
    List<String> faults = faults();
    StringBuilder text = new StringBuilder();
    text.append(
        "%nmode %s, %s: %s%n"
            .formatted(mode, timeText(), faults.isEmpty() ? "nothing is wrong" : "WRONG"));
    appendRequests(text);
    appendServer(text);
    appendLog(text);
    for (String fault : faults) {
      line(text, "wrong", fault);
    }
    return text.toString();
  }

  private void appendRequests(StringBuilder text) {
    line(text, "requests sent", String.format(Locale.ROOT, "%,d", tally.sent.sum()));
    line(text, "  answered", String.format(Locale.ROOT, "%,d", tally.answered.sum()));
    line(
        text,
        "  refused",
        String.format(Locale.ROOT, "%,d (with the error that was due)", tally.refused.sum()));
    line(
        text,
        "  given up",
        String.format(Locale.ROOT, "%,d (by clients that left on purpose)", tally.givenUp.sum()));
    line(text, "  lost", String.format(Locale.ROOT, "%,d", tally.lost.sum()));
    line(text, "  answered wrong", String.format(Locale.ROOT, "%,d", tally.wrong.sum()));
    line(
        text,
        "longest answer",
        String.format(Locale.ROOT, "%,.1f ms", tally.longestNanos.get() / 1e6));
    line(text, "messages", String.format(Locale.ROOT, "%,d delivered", tally.messages.sum()));
    line(
        text, "malformed bytes", String.format(Locale.ROOT, "%,d of chance", tally.badBytes.sum()));
  }

  private void appendServer(StringBuilder text) {
    line(text, "connections", String.format(Locale.ROOT, "%,d opened", tally.opened.sum()));
    line(
        text,
        "  too many",
        String.format(
            Locale.ROOT, "%,d told so; the server says %,d", tally.tooMany.sum(), account.refused));
    line(
        text,
        "  closed for being late",
        String.format(
            Locale.ROOT,
            "%,d seen by clients, %,d of them subscribers that read none; the server says %,d",
            tally.closedLate.sum() + tally.closedDeaf.sum(),
            tally.closedDeaf.sum(),
            account.lateClients));
    line(text, "  left at the end", String.format(Locale.ROOT, "%d", account.left));
    line(text, "  in CLOSE_WAIT", String.format(Locale.ROOT, "%d", account.closeWaits));
    line(
        text,
        "descriptors",
        String.format(
            Locale.ROOT,
            "%d before, %d after",
            account.descriptorsBefore,
            account.descriptorsAfter));
    line(
        text,
        "memory",
        String.format(
            Locale.ROOT,
            "%+,.1f KiB a minute (%+,.1f to %+,.1f), resident, second half",
            memory.value() / 1024,
            memory.low() / 1024,
            memory.high() / 1024));
  }

  private void appendLog(StringBuilder text) {
    line(text, "lines logged", String.format(Locale.ROOT, "%d", stopped.lines().size()));
    stopped.lines().stream()
        .limit(LOG_LINES_SHOWN)
        .forEach(each -> line(text, "", String.format(Locale.ROOT, "%s", each)));
  }

  private String timeText() {
    return String.format(Locale.ROOT, "%.1f min", time.toMillis() / 60_000.0);
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("  %-24s %s%n".formatted(name, value));
  }
}
