package dev.muxscope.lab;

import dev.muxscope.report.Estimate;
import dev.muxscope.report.Report.Section;
import dev.muxscope.report.Table;
import dev.muxscope.report.Table.Column;
import dev.muxscope.report.Table.Format;
import java.util.ArrayList;
import java.util.List;

final class MemoryReport {

  private MemoryReport() {}

  static Section section(List<MemoryRun> runs) {
    List<List<Object>> rows = new ArrayList<>();
    for (MemoryRun run : runs) {
      Range between = run.neighbours();
      rows.add(
          List.of(
              run.mode(), new Estimate(run.bytesPerConnection(), between.low(), between.high())));
    }
    return new Section(
        "memory",
        "What an idle connection keeps in memory",
        List.of(
            new Table(
                "memory",
                "",
                List.of(
                    new Column("mode", Format.TEXT), new Column("per connection", Format.BYTES)),
                rows)));
  }
}
