package dev.muxscope.benchmarks.side;

import dev.muxscope.lab.Environment;
import dev.muxscope.report.Block;
import dev.muxscope.report.Paragraph;
import dev.muxscope.report.Report.Section;
import dev.muxscope.report.Table;
import dev.muxscope.report.Table.Column;
import dev.muxscope.report.Table.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Where and by which commands a report came about.
///
/// @param environment of the run
/// @param command that was given, whole
/// @param contenders that were measured, and why others were not
/// @param load a command of the load, as an example; empty where there is none
record Surroundings(
    Environment environment, String command, Contenders contenders, List<String> load) {

  private static final List<Column> COLUMNS =
      List.of(new Column("name", Format.TEXT), new Column("what", Format.TEXT));

  /// The port in the commands that are quoted.
  private static final int PORT = 6379;

  String subtitle(Options options) {
    return environment.fact("begun")
        + ", "
        + environment.fact("system")
        + ", JDK "
        + environment.fact("JDK")
        + ", "
        + options.rounds()
        + " rounds wanted";
  }

  Section section() {
    List<Block> blocks = new ArrayList<>();
    contenders
        .leftOut()
        .forEach((name, why) -> blocks.add(Paragraph.warning("Without " + name + ": " + why)));
    blocks.add(table("environment", "", environment.facts()));
    List<List<Object>> commands = new ArrayList<>();
    commands.add(List.of("this report", command));
    if (!load.isEmpty()) {
      commands.add(List.of("load, for example", String.join(" ", load)));
    }
    for (Contender each : contenders.present()) {
      commands.add(List.of(each.name(), shown(each.command().apply(PORT))));
    }
    blocks.add(new Table("commands", "Commands", COLUMNS, commands));
    return new Section("surroundings", "Where and how", blocks);
  }

  private static Table table(String id, String title, Map<String, String> facts) {
    List<List<Object>> rows =
        facts.entrySet().stream()
            .<List<Object>>map(fact -> List.of(fact.getKey(), fact.getValue()))
            .toList();
    return new Table(id, title, COLUMNS, rows);
  }

  /// Without the folders of programs.
  static String shown(List<String> command) {
    return command.stream()
        .map(word -> word.isEmpty() ? "''" : word.replaceFirst("^/.*/", ""))
        .collect(Collectors.joining(" "));
  }
}
