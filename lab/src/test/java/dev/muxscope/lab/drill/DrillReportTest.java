package dev.muxscope.lab.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.report.HtmlRenderer;
import dev.muxscope.report.TextRenderer;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DrillReportTest {

  private static final Conclusion YES = Samples.conclusion(Holding.HELD);
  private static final Conclusion NO = Samples.conclusion(Holding.DID_NOT_HOLD);
  private static final Conclusion OPEN = Samples.conclusion(Holding.UNDECIDED);

  @Test
  void endsWithWhetherTheHypothesisHeld() {
    assertEquals(
        "The hypothesis held in all parts that were tested, 2 of them.",
        Samples.report(YES, YES).summary());
    assertEquals(
        "The hypothesis did not hold as a whole: of its 3 parts 1 held, 1 did not, 1 undecided.",
        Samples.report(YES, NO, OPEN).summary());
    assertEquals(
        "The hypothesis is undecided: of its 2 parts 1 held, 0 did not, 1 undecided.",
        Samples.report(YES, OPEN).summary());
  }

  @Test
  void aTerminalGetsATableForTheChart() throws IOException {
    StringBuilder text = new StringBuilder();
    TextRenderer.render(Samples.report(YES, NO).brief(), text, 80);
    assertTrue(text.toString().contains("second by second"), text.toString());
    assertTrue(text.toString().contains("Hypothesis: a hypothesis"), text.toString());
    assertTrue(text.toString().contains("!! select: it waits: did not hold."), text.toString());
  }

  @Test
  void aLoadWhoseFiguresAreNotToBeUsedIsTold() throws IOException {
    StringBuilder text = new StringBuilder();
    TextRenderer.render(Samples.report(YES).brief(), text, 200);
    assertTrue(
        text.toString()
            .contains(
                "!! threads: a load says that its figures are not to be used, as it was late."),
        text.toString());
  }

  @Test
  void whatIsDoubtedDecidesNothing() {
    Seen seen = Samples.report(YES, NO).seen();
    assertEquals(Holding.UNDECIDED, seen.unlessDoubted(Set.of("select")).holding());
    assertEquals(Holding.DID_NOT_HOLD, seen.unlessDoubted(Set.of("threads")).holding());
  }

  @Test
  void thePageHasTheChartWithItsFault() throws IOException {
    StringBuilder html = new StringBuilder();
    HtmlRenderer.render(Samples.report(YES).full(), html);
    assertTrue(html.toString().contains("<svg"));
    assertTrue(html.toString().contains("fault"));
    assertFalse(html.toString().contains("second by second"));
  }

  @Test
  void theJsonSaysTheSame() throws IOException {
    String text = DrillJson.write(Samples.report(YES, NO));
    JsonNode json = JsonMapper.shared().readTree(text);
    assertEquals("muxscope-drill-1", json.path("format").asString());
    assertEquals("did not hold", json.path("holding").asString());
    assertEquals("held", json.path("conclusions").path(0).path("holding").asString());
    assertEquals("a question?", json.path("question").asString());
    assertTrue(json.path("report").path("sections").size() > 2);
  }
}
