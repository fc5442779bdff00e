package dev.muxscope.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextRendererTest {

  @Test
  void rendersASmallReport() throws IOException {
    assertEquals(
        """
        Cost per request
        ================
        2 cores

        Cost
        ----

        Server CPU time per request, at a common
        rate of requests.

        CPU per request
        mode      connections      CPU  to best
        --------  -----------  -------  -------
        select          1,024  6.62 µs    1.00x
        vthreads        1,024  12.6 µs    1.91x
        threads         1,024        -  refused

        => At 1,024 connections select costs
           half of vthreads.

        !! One cell was refused.
        """,
        render(Samples.small(), 40));
  }

  @Test
  void keepsToTheWidth() throws IOException {
    for (int width = 76; width < 140; width++) {
      int most = width;
      render(Samples.full(), width)
          .lines()
          .forEach(line -> assertTrue(line.length() <= most, () -> most + ": " + line));
    }
  }

  @Test
  void leavesOutSectionsOfChartsAlone() throws IOException {
    assertFalse(render(Samples.full(), 80).contains("Memory per connection"));
  }

  @Test
  void takesAnyWidth() throws IOException {
    assertEquals(render(Samples.small(), 20), render(Samples.small(), -1));
  }

  @Test
  void breaksNeitherAFigureFromItsUnitNorALongWord() {
    assertEquals(
        List.of("it needs", "6.62 µs", "incomprehensible", "x"),
        TextRenderer.wrap("it needs 6.62 µs  incomprehensible x", 10));
    assertEquals(List.of(""), TextRenderer.wrap("  ", 10));
  }

  @Test
  void letsNoTextMoveTheCursor() throws IOException {
    Report report =
        new Report(
            "a\u001b[2Jb",
            "",
            List.of(
                new Report.Section(
                    "s",
                    "s\rs",
                    List.of(
                        Paragraph.plain("one\ntwo"),
                        new Table(
                            "t",
                            "",
                            List.of(new Table.Column("c\tc", Table.Format.TEXT)),
                            List.of(List.of("x\ny")))))));
    String text = render(report, 80);
    assertTrue(text.chars().noneMatch(c -> c != '\n' && Character.isISOControl(c)), text);
    assertTrue(text.contains("\none two\n"), text);
    assertTrue(text.contains("\nx y\n"), text);
  }

  @Test
  void passesOnWhatTheOutputThrows() {
    Writer full =
        new Writer() {
          @Override
          public void write(char[] chars, int offset, int length) throws IOException {
            throw new IOException("no space left");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    assertThrows(IOException.class, () -> TextRenderer.render(Samples.small(), full, 80));
    assertThrows(IOException.class, () -> JsonRenderer.render(Samples.small(), full));
    assertThrows(IOException.class, () -> HtmlRenderer.render(Samples.small(), full));
  }

  private static String render(Report report, int width) throws IOException {
    StringBuilder out = new StringBuilder();
    TextRenderer.render(report, out, width);
    return out.toString();
  }
}
