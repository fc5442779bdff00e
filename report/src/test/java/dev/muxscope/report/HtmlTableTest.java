package dev.muxscope.report;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HtmlTableTest {

  private static final Table TABLE =
      new Table(
          "t",
          "",
          List.of(
              new Table.Column("ratio", Table.Format.RATIO),
              new Table.Column("why", Table.Format.TEXT)),
          List.of(List.of(new Estimate(0.61, 0.58, 0.64), new Link("<there>", "memory"))));

  @Test
  void setsIntervalsApart() {
    assertTrue(
        HtmlTable.draw(TABLE)
            .contains(
                "<td class=\"number\">0.61x <span class=\"interval\">[0.58, 0.64]</span></td>"));
  }

  @Test
  void linksToSectionsThatAreThere() {
    assertTrue(
        HtmlTable.draw(TABLE, Set.of("memory")).contains("<a href=\"#memory\">&lt;there&gt;</a>"));
    assertFalse(HtmlTable.draw(TABLE).contains("<a "));
    assertTrue(HtmlTable.draw(TABLE).contains("<td>&lt;there&gt;</td>"));
  }
}
