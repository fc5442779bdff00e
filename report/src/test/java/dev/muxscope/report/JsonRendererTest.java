package dev.muxscope.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonRendererTest {

  @Test
  void writesStableFieldNames() throws IOException {
    Report report =
        new Report(
            "t",
            "",
            List.of(
                new Report.Section(
                    "s",
                    "S",
                    List.of(
                        Paragraph.warning("w"),
                        new Table(
                            "tab",
                            "T",
                            List.of(new Table.Column("c", Table.Format.NANOS)),
                            List.of(List.of(1.5))),
                        new Chart(
                            "ch",
                            "C",
                            new Chart.Axis("x", Chart.Scale.LOGARITHMIC, Table.Format.COUNT),
                            new Chart.Axis("y", Chart.Scale.LINEAR, Table.Format.BYTES),
                            List.of(
                                new Chart.Series(
                                    "n", List.of(new Chart.Point(1, 2, 1.5, Double.NaN)))))))));
    assertEquals(
        """
        {"title":"t","subtitle":"","sections":[{"id":"s","title":"S","blocks":[\
        {"type":"paragraph","kind":"warning","text":"w"},\
        {"type":"table","id":"tab","title":"T","columns":[{"label":"c","format":"nanos"}],\
        "rows":[[1.5]]},\
        {"type":"chart","id":"ch","title":"C",\
        "x":{"label":"x","scale":"logarithmic","format":"count"},\
        "y":{"label":"y","scale":"linear","format":"bytes"},\
        "series":[{"name":"n","points":[{"x":1.0,"y":2.0,"low":1.5,"high":null}]}],"spans":[]}]}]}
        """,
        render(report));
  }

  @Test
  void keepsEveryKindOfCell() throws IOException {
    List<Object> row = List.of("a \"b\"\n", Long.MAX_VALUE, 7, 0.1, true, Double.NaN, 1 / 0.0);
    Table table =
        new Table(
            "t",
            "",
            row.stream().map(_ -> new Table.Column("c", Table.Format.TEXT)).toList(),
            List.of(row));
    JsonNode cells = read(table).get("rows").get(0);
    assertEquals("a \"b\"\n", cells.get(0).asString());
    assertEquals(Long.MAX_VALUE, cells.get(1).asLong());
    assertEquals(7, cells.get(2).asInt());
    assertEquals(0.1, cells.get(3).asDouble());
    assertTrue(cells.get(4).asBoolean());
    assertTrue(cells.get(5).isNull());
    assertTrue(cells.get(6).isNull());
  }

  @Test
  void keepsIntervalsLinksMapsAndSpans() throws IOException {
    Table table =
        new Table(
            "t",
            "",
            List.of(
                new Table.Column("c", Table.Format.RATIO),
                new Table.Column("d", Table.Format.TEXT)),
            List.of(List.of(new Estimate(0.5, 0.25, Double.NaN), new Link("l", "s"))));
    assertEquals(
        "[{\"value\":0.5,\"low\":0.25,\"high\":null},{\"text\":\"l\",\"target\":\"s\"}]",
        read(table).get("rows").get(0).toString());
    HeatMap map =
        new HeatMap(
            "m",
            "M",
            "x",
            List.of("1", "2"),
            "y",
            List.of("3"),
            List.of(
                List.of(new HeatMap.Filled("g", "0.61", "h", false), new HeatMap.Empty("late"))));
    assertEquals(
        """
        {"type":"map","id":"m","title":"M","x":{"label":"x","heads":["1","2"]},\
        "y":{"label":"y","heads":["3"]},\
        "cells":[[{"group":"g","text":"0.61","hover":"h","hatched":false},{"reason":"late"}]]}\
        """,
        read(map).toString());
    Chart.Axis axis = new Chart.Axis("a", Chart.Scale.LINEAR, Table.Format.NUMBER);
    Chart chart = new Chart("c", "", axis, axis, List.of(), List.of(new Chart.Span(1, 2, "fault")));
    assertEquals(
        "[{\"from\":1.0,\"to\":2.0,\"label\":\"fault\"}]", read(chart).get("spans").toString());
  }

  private static JsonNode read(Block block) throws IOException {
    Report.Section section = new Report.Section("s", "", List.of(block));
    String json = render(new Report("", "", List.of(section)));
    return JsonMapper.shared().readTree(json).at("/sections/0/blocks/0");
  }

  private static String render(Report report) throws IOException {
    StringBuilder out = new StringBuilder();
    JsonRenderer.render(report, out);
    return out.toString();
  }
}
