package dev.muxscope.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.muxscope.report.Table.Column;
import dev.muxscope.report.Table.Format;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvRendererTest {

  @Test
  void writesASingleTableAlone() throws IOException {
    assertEquals(
        "mode,connections,CPU (ns),to best\r\n"
            + "select,1024,6620,1\r\n"
            + "vthreads,1024,12640,1.909\r\n"
            + "threads,1024,,refused\r\n",
        render(Samples.small()));
  }

  @Test
  void quotesWhatWouldBeRead() throws IOException {
    assertEquals(
        "\"a, b\"\r\n\"say \"\"so\"\"\"\r\n\"two\nlines\"\r\n\"\"\r\n plain \r\n",
        render(
            report(
                new Table(
                    "t",
                    "",
                    List.of(new Column("a, b", Format.TEXT)),
                    List.of(
                        List.of("say \"so\""),
                        List.of("two\nlines"),
                        List.of(""),
                        List.of(" plain "))))));
  }

  @Test
  void writesFiguresInFullWithoutExponents() throws IOException {
    Column column = new Column("c", Format.BYTES);
    assertEquals(
        "c (B)\r\n0.1\r\n1234567890123\r\n0.00000012\r\n9223372036854775807\r\ntrue\r\n\"\"\r\n",
        render(
            report(
                new Table(
                    "t",
                    "",
                    List.of(column),
                    List.of(
                        List.of(0.1),
                        List.of(1_234_567_890_123.0),
                        List.of(1.2e-7),
                        List.of(Long.MAX_VALUE),
                        List.of(true),
                        List.of(Double.POSITIVE_INFINITY))))));
  }

  @Test
  void givesIntervalsColumnsOfTheirOwn() throws IOException {
    assertEquals(
        "mode,cost (ns),cost low (ns),cost high (ns)\r\na,2,1,3\r\nb,4,,\r\nc,refused,,\r\n",
        render(
            report(
                new Table(
                    "t",
                    "",
                    List.of(new Column("mode", Format.TEXT), new Column("cost", Format.NANOS)),
                    List.of(
                        List.of("a", new Estimate(2, 1, 3)),
                        List.of("b", new Estimate(4)),
                        List.of("c", "refused"))))));
  }

  @Test
  void setsSeveralTablesApart() throws IOException {
    Table one = new Table("one", "", List.of(new Column("c", Format.COUNT)), List.of(List.of(1L)));
    Table two = new Table("two", "", List.of(new Column("d", Format.COUNT)), List.of());
    assertEquals("one\r\nc\r\n1\r\n\r\ntwo\r\nd\r\n", render(report(one, two)));
    assertEquals("", render(report()));
  }

  private static Report report(Block... blocks) {
    return new Report("t", "", List.of(new Report.Section("s", "S", List.of(blocks))));
  }

  private static String render(Report report) throws IOException {
    StringBuilder text = new StringBuilder();
    CsvRenderer.render(report, text);
    return text.toString();
  }
}
