package dev.muxscope.lab;

import dev.muxscope.common.event.Version;
import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What the figures depend on besides the modes: facts by name, in reading order.
///
/// @param facts unmodifiable
public record Environment(Map<String, String> facts) {

  private static final String MODULES = "own modules";
  private static final String LARGE_PAGES = "large pages";

  /// What is said later wins.
  private static final List<String> JVM_OPTIONS =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "MUXSCOPE_OPTS");

  /// Facts that change figures by themselves, none of which follows from another.
  static final List<String> CAUSES =
      List.of(
          "muxscope",
          MODULES,
          "JDK",
          "JVM options",
          "system",
          LARGE_PAGES,
          "processor",
          "processors",
          "pinning");

  public Environment {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /// The facts of this machine, now.
  ///
  /// @param modulePath of the user's own modules
  static Environment of(Pinning pinning, Optional<Path> modulePath) {
    Map<String, String> facts = new LinkedHashMap<>(of(pinning, Map.of()).facts());
    put(facts, MODULES, modulePath.map(Fingerprint::of).orElse(""));
    return new Environment(facts);
  }

  /// The same with how the server of each mode says that it waits.
  public static Environment of(Pinning pinning, Map<String, String> settings) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("begun", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    facts.put("muxscope", Version.TEXT + ", build " + Fingerprint.ofImage());
    facts.put("JDK", Runtime.version() + ", " + System.getProperty("java.vm.name"));
    facts.put("system", system());
    put(facts, LARGE_PAGES, first("\\[(\\w+)]", "/sys/kernel/mm/transparent_hugepage/enabled"));
    put(facts, "processor", first("model name\\s*:\\s*(.*)", "/proc/cpuinfo"));
    facts.put(
        "processors",
        processors(
            ProcFiles.allowedCpus().size(),
            Runtime.getRuntime().availableProcessors(),
            pinning.quota().processors()));
    put(facts, "memory", first("MemTotal:\\s*(.*)", "/proc/meminfo"));
    facts.put("pinning", pinning.toString());
    // Servers inherit it.
    put(facts, "JVM options", jvmOptions(System.getenv()));
    settings.forEach((mode, setting) -> put(facts, mode + " server", setting));
    return new Environment(facts);
  }

  /// A container's quota, or an option of the JVM, may grant less than the allowed processors.
  ///
  /// @param quota in processors; infinite without one
  static String processors(int allowed, int usable, double quota) {
    return allowed
        + (usable == allowed ? "" : ", of which a JVM uses " + usable)
        + (Double.isInfinite(quota)
            ? ""
            : ", by a quota of " + Values.format(quota, Format.NUMBER));
  }

  /// From every variable by which a JVM of the image gets options.
  static String jvmOptions(Map<String, String> variables) {
    return JVM_OPTIONS.stream()
        .map(name -> variables.getOrDefault(name, "").strip())
        .filter(options -> !options.isEmpty())
        .collect(Collectors.joining(" "));
  }

  /// Whether the kernel lends large pages unasked: no option of the JVM keeps it from that.
  boolean hasLargePagesAlways() {
    return fact(LARGE_PAGES).equals("always");
  }

  public String fact(String name) {
    return facts.getOrDefault(name, "");
  }

  /// What has to be the same for two runs to be one.
  ///
  /// @return a line that names the first difference; empty if there is none
  String differenceTo(Environment other) {
    for (String name : CAUSES) {
      if (!fact(name).equals(other.fact(name))) {
        return "%s was %s and is %s".formatted(name, orNone(other.fact(name)), orNone(fact(name)));
      }
    }
    return "";
  }

  private static String orNone(String fact) {
    return fact.isEmpty() ? "none" : fact;
  }

  private static String system() {
    return System.getProperty("os.name")
        + " "
        + System.getProperty("os.version")
        + " "
        + System.getProperty("os.arch");
  }

  private static void put(Map<String, String> facts, String name, String value) {
    if (!value.isEmpty()) {
      facts.put(name, value);
    }
  }

  private static String first(String pattern, String file) {
    Matcher matcher = Pattern.compile(pattern).matcher(ProcFiles.read(Path.of(file)));
    return matcher.find() ? matcher.group(1).strip() : "";
  }
}
