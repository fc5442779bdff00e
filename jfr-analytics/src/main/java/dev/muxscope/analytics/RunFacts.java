package dev.muxscope.analytics;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;

/// What ran, on what, how it was recorded and what the recorder lost.
///
/// Filled by the thread that reads the recording; read-only afterwards.
final class RunFacts implements Collector {

  private final Map<String, String> facts = new LinkedHashMap<>();
  private final Map<Long, Boolean> enabled = new HashMap<>();
  private final Set<String> modes = new HashSet<>();
  private List<String> commands = List.of();
  private long lostBytes;
  private long lostSamples;

  @Override
  public List<String> types() {
    return List.of(
        "muxscope.RunInfo",
        "jdk.JVMInformation",
        "jdk.OSInformation",
        "jdk.CPUInformation",
        "jdk.ActiveSetting",
        "jdk.DataLoss",
        "jdk.CPUTimeSamplesLost");
  }

  @Override
  public void accept(RecordedEvent event) {
    switch (event.getEventType().getName()) {
      case "muxscope.RunInfo" -> acceptRun(event);
      case "jdk.JVMInformation" -> acceptJvm(event);
      case "jdk.OSInformation" -> acceptSystem(event);
      case "jdk.CPUInformation" -> put("hardware threads", event, "hwThreads");
      case "jdk.ActiveSetting" -> acceptSetting(event);
      case "jdk.DataLoss" -> lose(event.getLong("amount"));
      case "jdk.CPUTimeSamplesLost" -> loseSamples(event.getLong("lostSamples"));
      default -> throw new IllegalArgumentException(event.getEventType().getName());
    }
  }

  /// Counts bytes of events that the recorder had no room for.
  void lose(long bytes) {
    lostBytes += bytes;
  }

  /// Counts samples of processor time that were due and not taken.
  void loseSamples(long samples) {
    lostSamples += samples;
  }

  private void acceptRun(RecordedEvent event) {
    modes.add(text(event, "mode"));
    put("mode", event, "mode");
    put("settings", event, "settings");
    put("server version", event, "version");
    commands = List.of(text(event, "commands").split(","));
  }

  // "OpenJDK 64-Bit Server VM (25.0.3+9-LTS) for linux-amd64 JRE (25.0.3+9-LTS), built on ..."
  private void acceptJvm(RecordedEvent event) {
    facts.put("JVM", text(event, "jvmVersion").replaceFirst(" JRE .*| ?, built on .*", ""));
  }

  // On Linux all of /etc/os-release, then "uname: Linux 6.1.0 ...": the kernel matters here.
  private void acceptSystem(RecordedEvent event) {
    String all = text(event, "osVersion");
    String kernel = all.lines().filter(line -> line.startsWith("uname:")).findFirst().orElse(all);
    facts.put("operating system", firstLine(kernel.replaceFirst("uname: *", "")));
  }

  private void acceptSetting(RecordedEvent event) {
    if ("enabled".equals(event.getString("name"))) {
      boolean on = Boolean.parseBoolean(event.getString("value"));
      enabled.merge(event.getLong("id"), on, Boolean::logicalOr);
    }
  }

  private void put(String fact, RecordedEvent event, String field) {
    facts.put(fact, firstLine(text(event, field)));
  }

  private static String text(RecordedEvent event, String field) {
    Object value = event.getValue(field);
    return value == null ? "" : value.toString();
  }

  private static String firstLine(String text) {
    return text.strip().lines().findFirst().orElse("");
  }

  /// The facts by name, in the order they were met.
  Map<String, String> facts() {
    return facts;
  }

  /// A fact, or the empty text.
  String fact(String name) {
    return facts.getOrDefault(name, "");
  }

  /// The mode; empty where none was recorded, or several.
  String mode() {
    return modes.size() == 1 ? modes.iterator().next() : "";
  }

  /// Whether the recording is of a mode, or of one that is named after it with more behind a plus:
  /// `select+vthreads` is `select` with more.
  boolean isOf(String other) {
    return mode().equals(other) || mode().startsWith(other + "+");
  }

  /// Whether other threads than the event loops execute requests, or some.
  boolean handsOver() {
    return isOf("select") && !dispatch().equals("inline");
  }

  /// Whether virtual threads execute requests, or some.
  boolean hasVirtualThreads() {
    return isOf("vthreads") || (handsOver() && !dispatch().startsWith("pool"));
  }

  /// As after `--dispatch`; older servers had but one.
  private String dispatch() {
    for (String setting : fact("settings").split(", ")) {
      if (setting.startsWith("dispatch=")) {
        return setting.substring("dispatch=".length());
      }
    }
    return "inline";
  }

  /// The name of the command with an index, as `GET`.
  String command(long index) {
    return index >= 0 && index < commands.size()
        ? commands.get((int) index).strip()
        : "command " + index;
  }

  boolean isEnabled(long eventTypeId) {
    return enabled.getOrDefault(eventTypeId, false);
  }

  /// Bytes of events the recorder had no room for.
  long lostBytes() {
    return lostBytes;
  }

  /// Processor-time samples that were due and not taken.
  long lostSamples() {
    return lostSamples;
  }
}
