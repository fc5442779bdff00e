package dev.muxscope.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class HtmlRendererTest {

  private static final String EVIL = "</title></script><script>alert('1')</script>\"&<!--";

  @Test
  void rendersEveryKindOfBlock() throws IOException {
    String html = render(Samples.full());
    assertTrue(html.startsWith("<!doctype html>\n<html lang=\"en\">"), html);
    assertTrue(html.contains("<section id=\"cost\">\n<h2>CPU cost per request</h2>"), html);
    assertTrue(html.contains("<td class=\"number\">6.62 µs</td>"), html);
    assertTrue(html.contains("<p class=\"finding\"><strong>Finding</strong> From 16"), html);
    assertTrue(html.contains("<p class=\"warning\"><strong>Warning</strong> A/A"), html);
    assertTrue(html.contains("<figure class=\"chart\" data-at=\"0/1\">"), html);
    assertTrue(html.contains("<div class=\"plot\""), html);
    assertTrue(html.contains("<ul class=\"legend\">"), html);
    assertTrue(html.contains("@media screen and (prefers-color-scheme: dark)"), html);
  }

  @Test
  void listsItsContentsFromFourSectionsOn() throws IOException {
    assertTrue(render(Samples.full()).contains("<li><a href=\"#memory\">"));
    assertFalse(render(Samples.small()).contains("<nav"));
  }

  @Test
  void loadsNothing() throws IOException {
    String html = render(Samples.full());
    assertFalse(Pattern.compile("(?i)\\bsrc=|\\burl\\(|@import|<link").matcher(html).find());
    assertTrue(html.contains("content=\"default-src 'none'; style-src 'sha256-"), html);
    assertFalse(html.contains("unsafe"), html);
  }

  @Test
  void allowsJustItsOwnScripts() throws Exception {
    String html = render(Samples.full());
    String policy = html.substring(html.indexOf("script-src"), html.indexOf("<title>"));
    Matcher scripts = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL).matcher(html);
    for (int i = 0; i < 4; i++) {
      assertTrue(scripts.find());
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(scripts.group(1).getBytes(StandardCharsets.UTF_8));
      assertTrue(policy.contains("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'"));
    }
    assertFalse(scripts.find());
    assertEquals(4, policy.split("sha256-", -1).length - 1);
  }

  @Test
  void carriesTheLibraryWithItsLicenceOnlyForCharts() throws IOException {
    assertTrue(render(Samples.full()).contains("The MIT License"));
    assertFalse(render(Samples.small()).contains("uPlot"));
  }

  @Test
  void letsNoTextBecomeMarkup() throws IOException {
    Chart.Axis axis = new Chart.Axis(EVIL, Chart.Scale.LINEAR, Table.Format.COUNT);
    List<Block> blocks =
        List.of(
            Paragraph.plain(EVIL),
            Paragraph.finding(EVIL),
            new Table(
                "t",
                EVIL,
                List.of(new Table.Column(EVIL, Table.Format.TEXT)),
                List.of(List.of(EVIL))),
            new HeatMap(
                "m",
                EVIL,
                EVIL,
                List.of(EVIL, EVIL),
                EVIL,
                List.of(EVIL),
                List.of(
                    List.of(new HeatMap.Filled(EVIL, EVIL, EVIL, false), new HeatMap.Empty(EVIL)))),
            new Chart(
                "c",
                EVIL,
                axis,
                axis,
                List.of(Samples.line(EVIL, 1, 2)),
                List.of(new Chart.Span(1, 2, EVIL))));
    String html = render(new Report(EVIL, EVIL, List.of(new Report.Section("s", EVIL, blocks))));
    assertEquals(5, html.split("<script", -1).length - 1);
    assertEquals(5, html.split("</script", -1).length - 1);
    assertFalse(html.contains("<script>alert"), html);
    assertFalse(html.contains("<!--"), html);
    assertFalse(Pattern.compile("=\"[^\"]*\"&").matcher(html).find(), html);
  }

  @Test
  void carriesItsFigures() throws IOException {
    Report report =
        new Report(EVIL, "", List.of(new Report.Section("s", "", List.of(Samples.cost()))));
    Matcher data =
        Pattern.compile(
                "<script type=\"application/json\" id=\"report-data\">(.*?)</script>",
                Pattern.DOTALL)
            .matcher(render(report));
    assertTrue(data.find());
    var read = JsonMapper.shared().readTree(data.group(1));
    assertEquals(EVIL, read.get("title").asString());
    assertEquals(JsonMapper.shared().readTree(JsonRenderer.json(report)), read);
  }

  private static String render(Report report) throws IOException {
    StringBuilder out = new StringBuilder();
    HtmlRenderer.render(report, out);
    return out.toString();
  }
}
