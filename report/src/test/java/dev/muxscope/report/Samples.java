package dev.muxscope.report;

import java.util.List;

/// Reports to render in tests and to look at; the figures are made up, their shape is not.
final class Samples {

  private static final double[] CONNECTIONS = {1, 16, 256, 1024};
  private static final double[] SELECT = {31_400, 12_100, 6_840, 6_620};
  private static final double[] VTHREADS = {29_800, 14_700, 11_900, 12_600};
  private static final double[] THREADS = {27_900, 15_300, 16_800, 21_700};

  private Samples() {}

  /// One section with each kind of block but a chart.
  static Report small() {
    Table table =
        new Table(
            "cost",
            "CPU per request",
            List.of(
                new Table.Column("mode", Table.Format.TEXT),
                new Table.Column("connections", Table.Format.COUNT),
                new Table.Column("CPU", Table.Format.NANOS),
                new Table.Column("to best", Table.Format.RATIO)),
            List.of(
                List.of("select", 1024L, 6_620.0, 1.0),
                List.of("vthreads", 1024L, 12_640.0, 1.909),
                List.of("threads", 1024L, Double.NaN, "refused")));
    return new Report(
        "Cost per request",
        "2 cores",
        List.of(
            new Report.Section(
                "cost",
                "Cost",
                List.of(
                    Paragraph.plain("Server CPU time per request, at a common rate of requests."),
                    table,
                    Paragraph.finding("At 1,024 connections select costs half of vthreads."),
                    Paragraph.warning("One cell was refused.")))));
  }

  /// Five sections, charts on every kind of axis.
  static Report full() {
    return new Report(
        "When does multiplexing matter here?",
        "23 November 2026 · JDK 25.0.3+9 · Linux 6.1.0 · 2 cores · poller mode 2 · 7 repetitions, 95 % intervals",
        List.of(
            new Report.Section(
                "cost",
                "CPU cost per request",
                List.of(
                    Paragraph.plain(
                        "CPU time the server process spent per request at a common rate of 20,000"
                            + " requests a second. Lower is better. The bars are 95 % intervals over"
                            + " seven interleaved repetitions."),
                    cost(),
                    costTable(),
                    Paragraph.finding(
                        "From 16 connections on select is the cheapest mode; at 1,024 it needs"
                            + " 6.62 µs, 1.90 times less than vthreads and 3.28 times less than"
                            + " threads."),
                    Paragraph.finding(
                        "With one connection there is nothing to multiplex: threads is cheapest, and"
                            + " select pays 1.13x for asking first."),
                    Paragraph.warning(
                        "A/A runs differ by up to 2.1 %. A smaller difference than this is noise."))),
            new Report.Section(
                "crossover", "Where the cheaper mode changes", List.of(map(), ratios())),
            new Report.Section("response", "Response time", List.of(response(), slow())),
            new Report.Section("memory", "Memory per connection", List.of(memory())),
            new Report.Section("drill", "Drill: a slow reader", List.of(timeline())),
            new Report.Section("odd", "Odd charts", List.copyOf(oddCharts()))));
  }

  static Chart cost() {
    return new Chart(
        "cost-per-request",
        "Server CPU per request over connections",
        new Chart.Axis("connections", Chart.Scale.LOGARITHMIC, Table.Format.COUNT),
        new Chart.Axis("CPU per request", Chart.Scale.LINEAR, Table.Format.NANOS),
        List.of(
            series("select", SELECT, 0.04),
            series("vthreads", VTHREADS, 0.06),
            series("threads", THREADS, 0.08)));
  }

  private static Chart.Series series(String name, double[] values, double spread) {
    List<Chart.Point> points =
        java.util.stream.IntStream.range(0, values.length)
            .mapToObj(i ->
                new Chart.Point(
                    CONNECTIONS[i], values[i], values[i] * (1 - spread), values[i] * (1 + spread)))
            .toList();
    return new Chart.Series(name, points);
  }

  private static Table costTable() {
    java.util.List<java.util.List<Object>> rows = new java.util.ArrayList<>();
    for (int i = 0; i < CONNECTIONS.length; i++) {
      double best = Math.min(SELECT[i], Math.min(VTHREADS[i], THREADS[i]));
      rows.add(
          List.of(
              (long) CONNECTIONS[i],
              SELECT[i],
              VTHREADS[i],
              THREADS[i],
              SELECT[i] / best,
              VTHREADS[i] / best,
              THREADS[i] / best,
              best == SELECT[i] ? "select" : "threads"));
    }
    return new Table(
        "cost",
        "CPU per request, and as a ratio to the best of its row",
        List.of(
            new Table.Column("connections", Table.Format.COUNT),
            new Table.Column("select", Table.Format.NANOS),
            new Table.Column("vthreads", Table.Format.NANOS),
            new Table.Column("threads", Table.Format.NANOS),
            new Table.Column("select to best", Table.Format.RATIO),
            new Table.Column("vthreads to best", Table.Format.RATIO),
            new Table.Column("threads to best", Table.Format.RATIO),
            new Table.Column("cheapest", Table.Format.TEXT)),
        rows);
  }

  private static Chart response() {
    return new Chart(
        "response-p99",
        "99th percentile of response time over rate",
        new Chart.Axis("requests per second", Chart.Scale.LINEAR, Table.Format.COUNT),
        new Chart.Axis("response time, p99", Chart.Scale.LOGARITHMIC, Table.Format.NANOS),
        List.of(
            line("threads", 5e3, 210e3, 10e3, 260e3, 20e3, 900e3, 30e3, 45e6),
            line("select", 5e3, 190e3, 10e3, 200e3, 20e3, 240e3, 30e3, 310e3, 40e3, 2.2e6),
            line("vthreads", 5e3, 200e3, 10e3, 220e3, 20e3, 330e3, 30e3, 1.1e6, 40e3, 120e6)));
  }

  static Chart.Series line(String name, double... xy) {
    java.util.List<Chart.Point> points = new java.util.ArrayList<>();
    for (int i = 0; i < xy.length; i += 2) {
      points.add(new Chart.Point(xy[i], xy[i + 1]));
    }
    return new Chart.Series(name, points);
  }

  /// Every kind of cell, with lines to the left and above.
  static HeatMap map() {
    return new HeatMap(
        "crossover",
        "CPU of the cheapest mode, as a share of the second",
        "connections",
        List.of("1", "16", "64", "256", "1,024", "4,096"),
        "activity",
        List.of("100 %", "10 %", "1 %"),
        List.of(
            List.of(
                won("threads", "0.88"),
                same("0.99"),
                won("select", "0.81"),
                won("select", "0.61"),
                won("select", "0.55"),
                new HeatMap.Empty(
                    "the load generator was late: its 99th percentile of lag was 12.3 ms")),
            List.of(
                won("threads", "0.93"),
                won("select", "0.95"),
                won("select", "0.79"),
                won("select", "0.64"),
                won("select", "0.58"),
                won("select", "0.52")),
            List.of(
                new HeatMap.Empty("not measured: less than one connection would be active"),
                new HeatMap.Empty("not measured: less than one connection would be active"),
                same("1.01"),
                won("vthreads", "0.90"),
                won("select", "0.87"),
                won("select", "0.71"))));
  }

  private static HeatMap.Cell won(String mode, String text) {
    return new HeatMap.Filled(
        mode, text, mode + " costs " + text + " of the second, 95 % interval ± 0.03", false);
  }

  private static HeatMap.Cell same(String text) {
    return new HeatMap.Filled(
        "", text, "no difference: " + text + " is within the noise floor", true);
  }

  private static Table ratios() {
    return new Table(
        "ratios",
        "select against vthreads, with 95 % intervals",
        List.of(
            new Table.Column("connections", Table.Format.COUNT),
            new Table.Column("CPU per request", Table.Format.NANOS),
            new Table.Column("ratio", Table.Format.RATIO),
            new Table.Column("why", Table.Format.TEXT)),
        List.of(
            List.of(
                1L,
                new Estimate(31_400, 30_900, 32_300),
                new Estimate(1.05, 1.01, 1.1),
                new Link("the memory", "memory")),
            List.of(
                1024L,
                new Estimate(6_620, 6_400, 6_900),
                new Estimate(0.524, 0.49, 0.57),
                new Link("the drill", "drill")),
            List.of(4096L, new Estimate(Double.NaN), "refused", "")));
  }

  private static Table slow() {
    return new Table(
        "slowest",
        "The slowest requests",
        List.of(
            new Table.Column("mode", Table.Format.TEXT),
            new Table.Column("command", Table.Format.TEXT),
            new Table.Column("why", Table.Format.TEXT),
            new Table.Column("requests", Table.Format.COUNT),
            new Table.Column("slowest", Table.Format.NANOS),
            new Table.Column("share of all", Table.Format.SHARE)),
        List.of(
            List.of(
                "select",
                "LAB.SPIN",
                "the loop was held by a callback of its own for longer than the threshold",
                12L,
                4.56e6,
                0.0123),
            List.of("threads", "GET", "waited for a core", 1_204L, 45.2e6, 0.00021)));
  }

  private static Chart memory() {
    return new Chart(
        "memory",
        "Resident memory over idle connections",
        new Chart.Axis("idle connections", Chart.Scale.LINEAR, Table.Format.COUNT),
        new Chart.Axis("resident memory", Chart.Scale.LINEAR, Table.Format.BYTES),
        List.of(
            line("select", 0, 60e6, 2000, 61e6, 4000, 62.1e6, 8000, 64e6),
            line("vthreads", 0, 61e6, 2000, 66e6, 4000, 71e6, 8000, 81e6),
            line("threads", 0, 62e6, 2000, 108e6, 4000, 151e6, 8000, 240e6),
            line("redis-server 7.0 with io-threads", 0, 10e6, 8000, 45e6)));
  }

  private static Chart timeline() {
    java.util.List<Chart.Point> points = new java.util.ArrayList<>();
    for (int second = 0; second < 60; second++) {
      double y = 10_000 + 3000 * Math.sin(second / 6.0);
      y = second > 20 && second < 26 ? Double.NaN : y;
      points.add(new Chart.Point(second, y, y - 700, y + 900));
    }
    return new Chart(
        "timeline",
        "Requests of the bystander, second by second",
        new Chart.Axis("seconds", Chart.Scale.LINEAR, Table.Format.NUMBER),
        new Chart.Axis("requests per second", Chart.Scale.LINEAR, Table.Format.COUNT),
        List.of(new Chart.Series("vthreads", points)),
        List.of(new Chart.Span(18, 27, "fault")));
  }

  private static List<Chart> oddCharts() {
    Chart.Axis x = new Chart.Axis("connections", Chart.Scale.LOGARITHMIC, Table.Format.COUNT);
    Chart.Axis y = new Chart.Axis("share", Chart.Scale.LINEAR, Table.Format.SHARE);
    return List.of(
        new Chart("empty", "Nothing measured", x, y, List.of()),
        new Chart("single", "One point", x, y, List.of(line("select", 256, 0.4))),
        new Chart(
            "equal",
            "Equal values, three in one place",
            x,
            y,
            List.of(
                line("select", 1, 0.5, 1000, 0.5),
                line("vthreads", 1, 0.5, 1000, 0.5),
                line("threads", 1, 0, 1000, 0))));
  }
}
