package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.report.Block;
import dev.muxscope.report.Chart;
import dev.muxscope.report.Estimate;
import dev.muxscope.report.HeatMap;
import dev.muxscope.report.HtmlRenderer;
import dev.muxscope.report.Link;
import dev.muxscope.report.Paragraph;
import dev.muxscope.report.Report;
import dev.muxscope.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A page with every kind of block in a real browser: its scripts run, and its policy lets nothing
/// else run.
class ReportPageIT {

  private static final String EVIL = "<img src=x onerror=\"document.title='evil'\">";

  @TempDir static Path folder;

  @BeforeAll
  static void needsABrowser() {
    Tool.require("chromium");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--blink-settings=preferredColorScheme=1",
        "--blink-settings=preferredColorScheme=0",
        "--window-size=380,800",
      })
  void drawsEveryKindOfBlock(String option) throws IOException, InterruptedException {
    Browser.Page page = browser().open(page(report()), option);
    assertEquals(List.of(), page.complaints());
    assertEquals(2, count(page.dom(), "<canvas"), page::dom);
    assertEquals(2, count(page.dom(), "class=\"chart drawn\""), page::dom);
    assertEquals(4, count(page.dom(), "data-hover="), page::dom);
    assertTrue(page.dom().contains("break-left"), page::dom);
    assertEquals(4, count(page.dom(), ">CSV</button>"), page::dom);
    assertEquals(1, count(page.dom(), ">JSON</button>"), page::dom);
    assertTrue(page.dom().contains("<a href=\"#charts\">see there</a>"), page::dom);
  }

  @Test
  void runsNothingThatARecordingSays() throws IOException, InterruptedException {
    Browser.Page page = browser().open(page(report()));
    assertFalse(page.dom().contains("<title>evil"), page::dom);
    assertFalse(page.dom().contains("<img"), page::dom);
  }

  @Test
  void refusesScriptsThatAreNotItsOwn() throws IOException, InterruptedException {
    Path page = page(report());
    String html = Files.readString(page);
    Files.writeString(
        page, html.replace("</body>", "<script>document.title = 'evil';</script></body>"));
    Browser.Page opened = browser().open(page);
    assertFalse(opened.dom().contains("<title>evil"), opened::dom);
    assertEquals(1, opened.complaints().size(), opened.complaints()::toString);
  }

  /// Without this, the tests above might be deaf.
  @Test
  void hearsWhenAScriptFails() throws IOException, InterruptedException {
    Path page = page(report());
    String html = Files.readString(page).replace("id=\"report-data\"", "id=\"lost\"");
    Files.writeString(page, html);
    assertFalse(browser().open(page).complaints().isEmpty());
  }

  private static Browser browser() {
    return new Browser(folder.resolve("browser"));
  }

  private static Path page(Report report) throws IOException {
    StringBuilder html = new StringBuilder();
    HtmlRenderer.render(report, html);
    return Files.writeString(folder.resolve("report.html"), html);
  }

  private static int count(String text, String part) {
    return text.split(part, -1).length - 1;
  }

  private static Report report() {
    return new Report(
        "Every kind of block " + EVIL,
        EVIL,
        List.of(
            new Report.Section(
                "texts", "Texts", List.of(Paragraph.plain(EVIL), Paragraph.finding("f"), table())),
            new Report.Section("map", "Map", List.of(map())),
            new Report.Section(
                "charts",
                "Charts",
                List.of(
                    chart("linear", Chart.Scale.LINEAR), chart("log", Chart.Scale.LOGARITHMIC)))));
  }

  private static Block table() {
    return new Table(
        "t",
        EVIL,
        List.of(
            new Table.Column("ratio", Table.Format.RATIO),
            new Table.Column("why", Table.Format.TEXT)),
        List.of(List.of(new Estimate(0.61, 0.58, 0.64), new Link("see there", "charts"))));
  }

  private static Block map() {
    return new HeatMap(
        "m",
        "Map",
        "connections",
        List.of("1", "16", "256", "1,024"),
        "activity",
        List.of("1 %"),
        List.of(
            List.of(
                new HeatMap.Filled("threads", "0.88", "threads costs less", false),
                new HeatMap.Filled("select", "0.61", EVIL, false),
                new HeatMap.Filled("", "0.99", "no difference", true),
                new HeatMap.Empty("the load was late"))));
  }

  private static Block chart(String id, Chart.Scale scale) {
    List<Chart.Point> points =
        List.of(
            new Chart.Point(1, 12_000, 11_000, 13_000),
            new Chart.Point(16, Double.NaN),
            new Chart.Point(256, 0, 0, 9_000));
    return new Chart(
        id,
        id,
        new Chart.Axis("connections", scale, Table.Format.COUNT),
        new Chart.Axis("CPU", scale, Table.Format.NANOS),
        List.of(new Chart.Series("select", points), new Chart.Series(EVIL, List.of())),
        List.of(new Chart.Span(2, 20, EVIL)));
  }
}
