package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.report.FlameGraph;
import dev.muxscope.report.FlameGraph.Frame;
import dev.muxscope.report.FlameGraph.Kind;
import dev.muxscope.report.FlameGraph.Side;
import dev.muxscope.report.HtmlRenderer;
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

/// Flame graphs in a real browser: they are drawn, and answer clicks, keys and searches.
class FlamePageIT {

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
  void isDrawn(String option) throws IOException, InterruptedException {
    Browser.Page page = browser().open(page(html()), option);

    assertEquals(List.of(), page.complaints());
    assertEquals(2, count(page.dom(), "class=\"flame drawn\""), page::dom);
    // Root, two roles and three methods in each.
    assertEquals(12, count(page.dom(), "role=\"treeitem\""), page::dom);
    assertEquals(2, count(page.dom(), "aria-label=\"app.Server.read, 60.0&nbsp;%\""), page::dom);
    assertTrue(page.dom().contains("Server.read +60.0"), page::dom);
    assertFalse(page.dom().contains("<title>evil"), page::dom);
  }

  @Test
  void aClickZooms() throws IOException, InterruptedException {
    assertEquals(
        "100%,above,app.Server.read",
        answer(
            """
            frame('app.Server.read').click();
            [frame('app.Server.read').style.width,
             frame('event loop').className.includes('above') ? 'above' : 'beside',
             figure.querySelector('.flame-said b').textContent].join()
            """));
  }

  @Test
  void resetShowsAllAgain() throws IOException, InterruptedException {
    assertEquals(
        "60%,true",
        answer(
            """
            frame('app.Server.read').click();
            figure.querySelector('.flame-tools button').click();
            frame('app.Server.read').style.width
                + ',' + figure.querySelector('.flame-tools button').disabled
            """));
  }

  @Test
  void aSearchCountsWhatItFinds() throws IOException, InterruptedException {
    // `run` and what it calls match: what is inside another match counts once.
    assertEquals(
        "3 frames, 70.0 %",
        answer(
            """
            const search = figure.querySelector('input');
            search.value = 'SERVER';
            search.dispatchEvent(new Event('input'));
            figure.querySelector('output').textContent.replaceAll('\\u00a0', ' ')
            """));
  }

  /// In the graph of a difference too, whose frames have colours of their own.
  @Test
  void framesFoundStandOut() throws IOException, InterruptedException {
    assertEquals(
        "true,true",
        answer(
            """
            [...document.querySelectorAll('figure.flame')].map((each) => {
              const search = each.querySelector('input');
              search.value = 'read';
              search.dispatchEvent(new Event('input'));
              const found = getComputedStyle(each.querySelector('.match'));
              const other = getComputedStyle(each.querySelector('.code:not(.match)'));
              return found.backgroundColor === other.color && found.color !== other.color;
            }).join()
            """));
  }

  @Test
  void keysWalkAndZoom() throws IOException, InterruptedException {
    assertEquals(
        "event loop;app.Server.run;virtual threads;100%;6",
        answer(
            """
            const press = (key) => document.activeElement.dispatchEvent(
                new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
            const name = () => document.activeElement.getAttribute('aria-label').split(',')[0];
            const seen = [];
            figure.querySelector('[tabindex="0"][role=treeitem]').focus();
            press('ArrowDown');
            seen.push(name());
            press('ArrowDown');
            seen.push(name());
            press('ArrowUp');
            press('ArrowRight');
            seen.push(name());
            press('Enter');
            seen.push(document.activeElement.style.width);
            press('Escape');
            seen.push(figure.querySelectorAll('[role=treeitem]').length);
            seen.join(';')
            """));
  }

  /// What a script finds in the page when it acts on the first graph. The page's policy allows no
  /// such script, and is taken away for it.
  private static String answer(String script) throws IOException, InterruptedException {
    String html = html().replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "");
    String asked =
        """
        <script>
        const figure = document.querySelector('figure.flame');
        const frame = (name) => [...figure.querySelectorAll('[role=treeitem]')]
            .find((each) => each.getAttribute('aria-label').startsWith(name + ','));
        document.title = 'answer: ' + eval(%s);
        </script></body>\
        """
            .formatted(quoted(script));
    Browser.Page page = browser().open(page(html.replace("</body>", asked)));
    assertEquals(List.of(), page.complaints());
    String title = page.dom().substring(page.dom().indexOf("<title>") + 7);
    return title.substring("answer: ".length(), title.indexOf("</title>"));
  }

  private static String quoted(String script) {
    return '`' + script.replace("\\", "\\\\").replace("`", "\\`") + '`';
  }

  private static Browser browser() {
    return new Browser(folder.resolve("browser"));
  }

  private static Path page(String html) throws IOException {
    return Files.writeString(folder.resolve("flames.html"), html);
  }

  private static int count(String text, String part) {
    return text.split(part, -1).length - 1;
  }

  private static String html() throws IOException {
    Report report =
        new Report(
            "Flames",
            "",
            List.of(
                new Report.Section("one", "One", List.of(graph(List.of(new Side("", Double.NaN))))),
                new Report.Section(
                    "two", "Two", List.of(graph(List.of(new Side("A", 10), new Side("B", 20)))))));
    StringBuilder html = new StringBuilder();
    HtmlRenderer.render(report, html);
    return html.toString();
  }

  private static FlameGraph graph(List<Side> sides) {
    Frame run =
        code(
            "app.Server.run",
            70,
            0,
            code("app.Server.read", 60, 60),
            code("app.Server.write", 10, 10));
    Frame loop = new Frame("event loop", Kind.LABEL, "event loop", 70, 0, 0, List.of(run));
    Frame virtual =
        new Frame("virtual threads", Kind.LABEL, "virtual threads", 30, 30, 9, List.of());
    Frame root = new Frame("all", Kind.LABEL, "", 100, 0, 9, List.of(loop, virtual));
    return new FlameGraph("flames", EVIL, Table.Format.NANOS, root, sides);
  }

  private static Frame code(String name, long value, long self, Frame... children) {
    return new Frame(name, Kind.CODE, "", value, self, 0, List.of(children));
  }
}
