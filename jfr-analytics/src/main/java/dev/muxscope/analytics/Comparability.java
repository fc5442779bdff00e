package dev.muxscope.analytics;

import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/// What keeps two recordings from being compared, in part or at all.
///
/// What refuses verdicts: request rates that differ by more than 2 %, or that are not known to
/// agree; lost events, for sums of events; samples of processor time of which one recording lost
/// two points more than the other, for sums of these; processors that were busy for 90 % with more
/// than this process, or with other processes by ten points more in one recording than in the
/// other, for times. What only warns: another JVM, kernel, number of processors, version, settings
/// or recording, since comparing two of these may be what is asked for.
///
/// @param rates whether the rates keep costs from being compared
/// @param lost whether lost events keep sums of events from being compared
/// @param samples whether lost samples keep sampled processor times from being compared
/// @param disturbed whether foreign load keeps times from being compared
/// @param hidden types of events that settings keep more out of in one than in the other
/// @param warnings one sentence for each reason
record Comparability(
    boolean rates,
    boolean lost,
    boolean samples,
    boolean disturbed,
    List<String> hidden,
    List<String> warnings) {

  private static final double SAME_RATE = 0.02;
  private static final double SAME_CONNECTIONS = 0.02;
  private static final double SAME_LOSS = 0.02;
  private static final double FOREIGN = 0.1;

  /// Facts that should be the same.
  private static final List<String> FACTS =
      List.of("JVM", "operating system", "hardware threads", "server version");

  /// Events whose recording costs the more, the more requests there are.
  private static final List<String> COSTLY =
      List.of("muxscope.LoopTick", "jdk.MethodTiming", "jdk.CPUTimeSample", "jdk.ExecutionSample");

  Comparability {
    hidden = List.copyOf(hidden);
    warnings = List.copyOf(warnings);
  }

  static Comparability of(Side a, Side b) {
    List<String> warnings = new ArrayList<>();
    addLength(warnings, a, b);
    boolean rates = addRates(warnings, a, b);
    addSteadiness(warnings, a, b);
    addConnections(warnings, a, b);
    boolean lost = addLost(warnings, a, b);
    boolean samples = addLostSamples(warnings, a, b);
    boolean disturbed = addForeignLoad(warnings, a, b);
    addMissedLoad(warnings, a, b);
    for (String fact : FACTS) {
      addDifference(warnings, fact, a.fact(fact), b.fact(fact));
    }
    addSettings(warnings, a.fact("settings"), b.fact("settings"));
    addRecording(warnings, a, b);
    List<String> hidden = HiddenRows.differing(a.recording(), b.recording());
    addHidden(warnings, hidden, a, b);
    return new Comparability(rates, lost, samples, disturbed, hidden, warnings);
  }

  /// Whether a measure is not to be judged.
  boolean refuses(Measure measure) {
    return (rates && measure.origin() != Measure.Origin.LEVELS)
        || (lost && isSum(measure.origin()))
        || (samples && measure.origin() == Measure.Origin.CPU_SAMPLES)
        || (disturbed && measure.kind() == Measure.Kind.TIME);
  }

  /// Whether what was added up by call path has no ratio.
  ///
  /// @param perRequest whether it is told so; shares are as lost samples are, spread over all
  boolean refuses(Stacks.Sum sum, boolean perRequest) {
    return lost
        || (sum == Stacks.Sum.BLOCKING && hidden.stream().anyMatch(Stacks::isWait))
        || (sum == Stacks.Sum.CPU_TIME && samples && perRequest);
  }

  private static boolean isSum(Measure.Origin origin) {
    return origin == Measure.Origin.EVENTS || origin.isSampled();
  }

  private static void addLength(List<String> warnings, Side a, Side b) {
    if (Math.min(a.steady().seconds(), b.steady().seconds()) < Steady.FEWEST) {
      warnings.add(
          "There are %d steady seconds in A and %d in B: a verdict needs %d in both, so record 15 s or more."
              .formatted(a.steady().seconds(), b.steady().seconds(), Steady.FEWEST));
    }
  }

  private static boolean addRates(List<String> warnings, Side a, Side b) {
    if (Double.isNaN(a.rate()) || Double.isNaN(b.rate())) {
      String where =
          Double.isFinite(a.rate())
              ? "in A only"
              : Double.isFinite(b.rate()) ? "in B only" : "in neither";
      warnings.add(
          "Requests are counted "
              + where
              + ", so nothing is compared per request; whether the load was the same is not known.");
      return false;
    }
    if (!differ(a.rate(), b.rate(), SAME_RATE)) {
      return false;
    }
    warnings.add(
        "The request rates differ by more than 2 %: "
            + Values.format(a.rate(), Format.NUMBER)
            + " against "
            + Values.format(b.rate(), Format.NUMBER)
            + " per second. A cost per request depends on the rate, so these runs do not compare.");
    return true;
  }

  private static void addSteadiness(List<String> warnings, Side a, Side b) {
    for (Side side : List.of(a, b)) {
      if (!side.steady().isEven() && side.steady().seconds() >= Steady.FEWEST) {
        warnings.add(
            "In "
                + side.name()
                + ", the request rate was not steady; all seconds of at least half the median rate"
                + " are compared.");
      }
    }
  }

  private static void addConnections(List<String> warnings, Side a, Side b) {
    double ofA = a.connections();
    double ofB = b.connections();
    if (differ(ofA, ofB, SAME_CONNECTIONS)) {
      warnings.add(
          "The numbers of open connections differ: "
              + Values.format(ofA, Format.NUMBER)
              + " against "
              + Values.format(ofB, Format.NUMBER)
              + ". Costs per request may depend on them.");
    }
  }

  private static boolean differ(double a, double b, double share) {
    return Math.abs(a - b) > share * Math.max(a, b);
  }

  private static boolean addLost(List<String> warnings, Side a, Side b) {
    List<String> losers = new ArrayList<>();
    for (Side side : List.of(a, b)) {
      if (side.recording().collected(RunFacts.class).lostBytes() > 0) {
        losers.add(side.name());
      }
    }
    if (!losers.isEmpty()) {
      warnings.add(
          "Events were lost in %s: what is a sum of events does not compare."
              .formatted(String.join(" and ", losers)));
    }
    return !losers.isEmpty();
  }

  private static boolean addLostSamples(List<String> warnings, Side a, Side b) {
    double ofA = Quality.lostSamples(a.recording());
    double ofB = Quality.lostSamples(b.recording());
    boolean apart = Math.abs(ofA - ofB) > SAME_LOSS;
    if (apart) {
      warnings.add(
          "Samples of CPU time were lost: %s in A and %s in B, so that sampled times do not compare."
              .formatted(share(ofA), share(ofB)));
    }
    return apart;
  }

  private static boolean addForeignLoad(List<String> warnings, Side a, Side b) {
    double ofA = a.foreignLoad();
    double ofB = b.foreignLoad();
    boolean apart = Math.abs(ofA - ofB) > FOREIGN;
    boolean full = isFull(a) || isFull(b);
    if (apart || full) {
      warnings.add(
          "Other processes, a load generator on the same machine among them, used "
              + share(ofA)
              + " of the machine's processors in A and "
              + share(ofB)
              + " in B"
              + (full ? ", and with this one they were as good as full" : "")
              + ": times do not compare.");
    }
    return apart || full;
  }

  private static String share(double load) {
    return Double.isNaN(load) ? "an unknown share" : Values.format(load, Format.SHARE);
  }

  private static void addMissedLoad(List<String> warnings, Side a, Side b) {
    for (Side side : List.of(a, b)) {
      if (side.recording().collected(Surroundings.class).ticksMiss()) {
        warnings.add(
            "In "
                + side.name()
                + ", what other processes used is not known: times compare only if it was the same.");
      }
    }
  }

  private static boolean isFull(Side side) {
    return Quality.isCrowded(side.foreignLoad(), side.ownLoad());
  }

  private static void addDifference(List<String> warnings, String fact, String a, String b) {
    if (!a.equals(b) && !a.isEmpty() && !b.isEmpty()) {
      warnings.add(
          "A and B differ in more than their mode: %s %s against %s.".formatted(fact, a, b));
    }
  }

  private static void addSettings(List<String> warnings, String a, String b) {
    Map<String, String> ofA = settings(a);
    Map<String, String> ofB = settings(b);
    // What only one mode has, the other cannot have set otherwise.
    ofA.keySet().retainAll(ofB.keySet());
    ofA.forEach((key, value) -> addDifference(warnings, key, value, ofB.getOrDefault(key, "")));
  }

  /// `key=value, key=value`; the port says nothing of the run.
  private static Map<String, String> settings(String text) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String setting : text.split(", ")) {
      String[] parts = setting.split("=", 2);
      if (parts.length == 2 && !parts[0].equals("port")) {
        settings.put(parts[0], parts[1]);
      }
    }
    return settings;
  }

  private static void addRecording(List<String> warnings, Side a, Side b) {
    TreeSet<String> differing = new TreeSet<>();
    for (String event : COSTLY) {
      boolean mode = event.equals("muxscope.LoopTick") && !Objects.equals(a.mode(), b.mode());
      if (!mode && a.recording().recorded(event) != b.recording().recorded(event)) {
        differing.add(event);
      }
    }
    if (!differing.isEmpty()) {
      warnings.add(
          "Only one of the two recorded "
              + String.join(", ", differing)
              + ": recording costs CPU time too, so part of a difference may be that.");
    }
  }

  private static void addHidden(List<String> warnings, List<String> hidden, Side a, Side b) {
    List<String> differing =
        hidden.stream()
            .map(type ->
                "%s (%s in A, %s in B)"
                    .formatted(
                        type,
                        SocketRows.hidden(a.recording(), type),
                        SocketRows.hidden(b.recording(), type)))
            .toList();
    if (!differing.isEmpty()) {
      warnings.add(
          "Settings kept, or may have kept, more out of one than of the other, so that counts and sums of these events do not compare: %s."
              .formatted(String.join(", ", differing)));
    }
  }
}
