package dev.muxscope.app;

import dev.muxscope.lab.LabException;
import dev.muxscope.lab.LabOptions;
import dev.muxscope.lab.drill.DrillOptions;
import dev.muxscope.lab.drill.DrillRunner;
import dev.muxscope.lab.drill.Drills;
import dev.muxscope.lab.drill.Lesson;
import java.io.IOException;
import java.util.List;

/// `muxscope drill`: does one thing to the servers, and shows who suffers.
final class DrillCommand implements Subcommand {

  @Override
  public Syntax syntax() {
    return new Syntax(
        "drill",
        "NAME",
        "Does something bad to each mode, and shows who suffers; --list names all drills",
        List.of(
            Option.flag("list", "names the drills and their questions"),
            Option.of("modes", "A,B", String.join(",", DrillOptions.MODES), "modes to compare"),
            Option.of("out", "DIR", "", "where the results go; a new folder if not given")));
  }

  @Override
  public int run(Arguments arguments, Console console)
      throws UsageException, IOException, InterruptedException {
    if (arguments.has("list")) {
      arguments.expectOperands(0, 0);
      list(console);
      return Main.FINE;
    }
    arguments.expectOperands(1, 1);
    try {
      DrillRunner.run(options(arguments), console.out());
    } catch (LabException e) {
      throw new IOException(e.getMessage(), e);
    }
    return Main.FINE;
  }

  private static void list(Console console) {
    for (Lesson lesson : Drills.lessons()) {
      console.out().printf("%-18s%s%n", lesson.name(), lesson.question());
    }
  }

  private static DrillOptions options(Arguments arguments) throws UsageException {
    String name = arguments.operands().getFirst();
    List<String> names = Drills.lessons().stream().map(Lesson::name).toList();
    if (!names.contains(name)) {
      throw new UsageException(
          "unknown drill "
              + name
              + Spelling.suggest(name, names)
              + " (muxscope drill --list names all)");
    }
    try {
      return new DrillOptions(
          name,
          arguments.list("modes"),
          arguments.path("out").orElseGet(() -> DrillOptions.defaultOut(name)),
          LabOptions.imageLauncher());
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
