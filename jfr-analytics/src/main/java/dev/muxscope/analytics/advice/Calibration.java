package dev.muxscope.analytics.advice;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Recordings of Muxscope's own servers under the same loads, in every mode: what forecasts of CPU
/// per request are fitted to and checked on. `benchmarks/calibrate-advisor` measures them.
///
/// Immutable.
public final class Calibration {

  public static final List<String> MODES = List.of("select", "vthreads", "threads");

  private static final String FILE = "calibration.csv";
  private static final int NAMES = 2;

  /// By how much reads and writes of one request may differ, relatively.
  private static final double SAME_COUNT = 0.05;

  private final List<CalibrationLoad> loads;
  private final String machine;

  private Calibration(List<CalibrationLoad> loads, String machine) {
    this.loads = List.copyOf(loads);
    this.machine = machine;
  }

  /// The calibration that lies beside this class.
  public static Calibration load() {
    try (InputStream file = Calibration.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException(FILE + " is not in " + Calibration.class.getModule());
      }
      return read(new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads what `benchmarks/calibrate-advisor` wrote: a line that begins with `#` and says on what
  /// machine, a line of labels, then lines for each load and mode. Of several for one load and mode
  /// the mean counts, since processes of one server differ. A line whose counters do not cover the
  /// same time does not count.
  ///
  /// @throws IOException if it cannot be read, or a line is not of this kind
  public static Calibration read(BufferedReader csv) throws IOException {
    String machine = "";
    List<String> labels = List.of();
    Map<String, Map<String, List<Measures>>> byLoad = new LinkedHashMap<>();
    for (String line = csv.readLine(); line != null; line = csv.readLine()) {
      if (line.startsWith("#")) {
        machine = line.substring(1).strip();
      } else if (labels.isEmpty()) {
        labels = List.of(line.split(",", -1));
      } else {
        String[] cells = line.split(",", -1);
        if (cells.length != labels.size()) {
          throw new IOException("calibration: not " + labels.size() + " cells in \"" + line + "\"");
        }
        var byMode = byLoad.computeIfAbsent(cells[0], _ -> new LinkedHashMap<>());
        Measures seen = measures(labels, cells);
        if (isWhole(seen)) {
          byMode.computeIfAbsent(cells[1], _ -> new ArrayList<>()).add(seen);
        }
      }
    }
    List<CalibrationLoad> loads = new ArrayList<>();
    byLoad.forEach((name, byMode) -> loads.add(new CalibrationLoad(name, means(byMode))));
    return new Calibration(loads, machine);
  }

  /// Whether the counters cover the same time. A server at its limit leaves some of them too late,
  /// and then there are replies for which no read was counted.
  private static boolean isWhole(Measures seen) {
    double reads = seen.of(Measure.READS);
    double writes = seen.of(Measure.WRITES);
    return !(Math.abs(reads - writes) > SAME_COUNT * writes);
  }

  private static Map<String, Measures> means(Map<String, List<Measures>> byMode) {
    Map<String, Measures> means = new LinkedHashMap<>();
    byMode.forEach((mode, rounds) -> means.put(mode, Measures.mean(rounds)));
    return means;
  }

  private static Measures measures(List<String> labels, String[] cells) throws IOException {
    Map<Measure, Double> values = new EnumMap<>(Measure.class);
    for (Measure measure : Measure.values()) {
      int column = labels.indexOf(measure.label());
      if (column >= NAMES && !cells[column].isEmpty()) {
        values.put(measure, number(cells[column]));
      }
    }
    return new Measures(values);
  }

  private static double number(String cell) throws IOException {
    try {
      return Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      throw new IOException("calibration: \"" + cell + "\" is not a number", e);
    }
  }

  /// The machine it was measured on, in a few words; may be empty.
  String machine() {
    return machine;
  }

  /// Loads that every mode served.
  List<CalibrationLoad> sound() {
    return loads.stream().filter(load -> load.isSound(MODES.size())).toList();
  }

  /// How many loads were left out since a mode was not recorded or did not keep the rate.
  int refused() {
    return loads.size() - sound().size();
  }
}
