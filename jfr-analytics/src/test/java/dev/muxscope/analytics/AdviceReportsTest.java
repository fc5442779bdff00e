package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.muxscope.report.Report.Section;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdviceReportsTest {

  private final RecordingSummary recording = MadeUpRun.of("select").recording();

  private List<String> sections() {
    return AdviceReports.advise(recording).sections().stream().map(Section::id).toList();
  }

  @Test
  void sayFirstWhatLimitsTheFigures() {
    assertFalse(sections().contains("problems"), () -> sections().toString());

    recording.collected(RunFacts.class).lose(1_000);
    assertEquals(List.of("problems", "advice"), sections().subList(0, 2));
  }
}
