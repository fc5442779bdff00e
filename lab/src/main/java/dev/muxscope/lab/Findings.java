package dev.muxscope.lab;

import dev.muxscope.report.Paragraph;
import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What the figures say, in words.
final class Findings {

  private final Results results;
  private final double noiseFloor;

  private Findings(Results results) {
    this.results = results;
    this.noiseFloor = Verdict.noiseFloor(results.table().values(), CellFigures::cpuSpread);
  }

  static List<Paragraph> of(Results results) {
    return new Findings(results).paragraphs();
  }

  private List<Paragraph> paragraphs() {
    List<Paragraph> paragraphs = new ArrayList<>();
    Map<Integer, List<CellFigures>> table = results.table();
    if (results.options().modes().size() > 1) {
      table.forEach((connections, row) -> addCost(paragraphs, connections, row));
      int most = results.options().connections().getLast();
      addResponse(paragraphs, most, table.getOrDefault(most, List.of()));
    }
    addMemory(paragraphs);
    addNoise(paragraphs);
    addRefusals(paragraphs);
    return paragraphs;
  }

  private void addCost(List<Paragraph> paragraphs, int connections, List<CellFigures> row) {
    addComparison(
        paragraphs,
        connections(connections) + ", CPU per request: ",
        new Verdict(repeated(row), CellFigures::cpuNanos, noiseFloor),
        CellFigures::cpuNanos);
  }

  private void addResponse(List<Paragraph> paragraphs, int connections, List<CellFigures> row) {
    addComparison(
        paragraphs,
        connections(connections) + ", p99 response time: ",
        new Verdict(
            repeated(row),
            CellFigures::p99Nanos,
            Verdict.noiseFloor(results.table().values(), cell -> cell.p99Nanos().spread())),
        CellFigures::p99Nanos);
  }

  private static List<CellFigures> repeated(List<CellFigures> row) {
    return row.stream().filter(CellFigures::repeated).toList();
  }

  private static void addComparison(
      List<Paragraph> paragraphs,
      String start,
      Verdict verdict,
      Function<CellFigures, Range> figure) {
    if (verdict.figures().size() < 2) {
      return;
    }
    List<String> same = new ArrayList<>();
    List<String> more = new ArrayList<>();
    for (CellFigures cell : byMedian(verdict.figures(), figure)) {
      String median = Values.format(figure.apply(cell).median(), Format.NANOS);
      String text = cell.cell().mode() + " " + median;
      if (verdict.same(cell)) {
        same.add(text);
      } else {
        more.add(text + ratio(verdict.ratio(cell).orElse(Double.NaN)));
      }
    }
    paragraphs.add(sentence(start, same, more));
  }

  private static String ratio(double ratio) {
    return " (" + Values.format(ratio, Format.RATIO) + ")";
  }

  /// @param same the best one, and those that cannot be told from it
  private static Paragraph sentence(String start, List<String> same, List<String> more) {
    String best =
        same.size() == 1
            ? same.getFirst() + " is the least"
            : and(same) + ", no difference within their ranges";
    return Paragraph.finding(start + best + (more.isEmpty() ? "" : "; " + and(more)) + ".");
  }

  private void addMemory(List<Paragraph> paragraphs) {
    List<MemoryRun> runs =
        results.memory().stream()
            .filter(run -> run.bytesPerConnection() > 0)
            .sorted(Comparator.comparingDouble(MemoryRun::bytesPerConnection))
            .toList();
    if (runs.size() < 2) {
      return;
    }
    MemoryRun best = runs.getFirst();
    List<String> same = new ArrayList<>();
    List<String> more = new ArrayList<>();
    for (MemoryRun run : runs) {
      double bytes = run.bytesPerConnection();
      String text = run.mode() + " " + Values.format(bytes, Format.BYTES);
      if (run.neighbours().overlaps(best.neighbours())) {
        same.add(text);
      } else {
        more.add(text + ratio(bytes / best.bytesPerConnection()));
      }
    }
    paragraphs.add(sentence("Resident memory of an idle connection: ", same, more));
  }

  private void addNoise(List<Paragraph> paragraphs) {
    if (!Double.isNaN(noiseFloor)) {
      paragraphs.add(
          Paragraph.plain(
              "Noise: two runs of the same mode typically differ by "
                  + Values.format(noiseFloor, Format.SHARE)
                  + " in CPU per request. A smaller difference between modes, or one whose ranges"
                  + " overlap, counts as none."));
    }
  }

  private void addRefusals(List<Paragraph> paragraphs) {
    List<CellFigures> lacking =
        results.table().values().stream()
            .flatMap(List::stream)
            .filter(cell -> cell.refused() > 0)
            .toList();
    if (!lacking.isEmpty()) {
      int refused = lacking.stream().mapToInt(CellFigures::refused).sum();
      int planned =
          results.table().size()
              * results.options().modes().size()
              * results.options().effort().rounds();
      CellFigures first = lacking.getFirst();
      paragraphs.add(
          Paragraph.warning(
              "%d of %d runs were refused, so the figures of some cells are missing, or come from a"
                      .formatted(refused, planned)
                  + " single run and are not compared; the first was %s: %s. The report lists all."
                      .formatted(first.cell(), first.refusal())));
    }
    results.memory().stream()
        .filter(run -> !run.valid())
        .map(run -> Paragraph.warning(run.mode() + ", memory refused " + run.refusal() + "."))
        .forEach(paragraphs::add);
  }

  private static List<CellFigures> byMedian(
      List<CellFigures> figures, Function<CellFigures, Range> figure) {
    return figures.stream()
        .sorted(Comparator.comparingDouble(cell -> figure.apply(cell).median()))
        .toList();
  }

  static String count(long count) {
    return Values.format(count, Format.COUNT);
  }

  static String connections(int count) {
    return count(count) + (count == 1 ? " connection" : " connections");
  }

  private static String and(List<String> parts) {
    return parts.size() < 2
        ? String.join("", parts)
        : String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.getLast();
  }
}
