package dev.muxscope.app;

import dev.muxscope.lab.Lab;
import dev.muxscope.lab.LabException;
import dev.muxscope.lab.LabOptions;
import java.io.IOException;
import java.util.List;

/// `muxscope report`: draws the report of a lab again from its results.
final class ReportCommand implements Subcommand {

  @Override
  public Syntax syntax() {
    return new Syntax(
        "report", "DIR", "Draws the report of a lab again, from its results", List.of());
  }

  @Override
  public int run(Arguments arguments, Console console) throws UsageException, IOException {
    arguments.expectOperands(1, 1);
    try {
      Lab.report(
          Arguments.path("DIR", arguments.operands().getFirst()),
          LabOptions.imageLauncher(),
          console.out());
      return Main.FINE;
    } catch (LabException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
