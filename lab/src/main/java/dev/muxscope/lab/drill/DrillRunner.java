package dev.muxscope.lab.drill;

import dev.muxscope.client.FileErrors;
import dev.muxscope.lab.Children;
import dev.muxscope.lab.Environment;
import dev.muxscope.lab.LabException;
import dev.muxscope.lab.OutDirectory;
import dev.muxscope.lab.Pinning;
import dev.muxscope.lab.Scratch;
import dev.muxscope.report.HtmlRenderer;
import dev.muxscope.report.TextRenderer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Runs a drill, and tells what was seen.
public final class DrillRunner {

  private static final int WIDTH = 80;
  private static final String RESULTS = "drill.json";

  private DrillRunner() {}

  /// Runs a drill as asked, prints how it goes and what was seen, and writes `report.html` and
  /// `drill.json`.
  ///
  /// Servers and load run in processes of their own, which end before this returns, whatever
  /// happens.
  ///
  /// @throws LabException with lines for the user if something that is needed is missing or fails,
  ///   or the results cannot be written
  /// @throws InterruptedException if the thread is interrupted; all children have ended then
  public static void run(DrillOptions options, PrintStream out)
      throws LabException, InterruptedException {
    Drill drill = Drills.named(options.name()).orElseThrow();
    if (!Files.isExecutable(options.launcher())) {
      throw new LabException(
          options.launcher()
              + " cannot be run: a drill starts servers and load by the image's launcher");
    }
    OutDirectory directory = OutDirectory.prepare(options.out());
    try (Scratch scratch = Scratch.create();
        Children children = new Children()) {
      Stage stage = new Stage(options, Pinning.ofMachine(), scratch, children, out);
      stage.say(drill.lesson().question());
      Seen seen = drill.run(stage);
      Environment environment = Environment.of(stage.pinning(), stage.settings());
      DrillReport report =
          new DrillReport(options, drill.lesson(), environment, stage.doubts(), seen);
      write(report, directory);
      print(report, directory, out);
    } catch (IOException e) {
      throw new LabException(
          "the drill " + options.name() + " could not go on: " + FileErrors.describe(e), e);
    }
  }

  private static void write(DrillReport report, OutDirectory directory) throws IOException {
    StringBuilder html = new StringBuilder();
    HtmlRenderer.render(report.full(), html);
    Files.writeString(directory.report(), html);
    Files.writeString(results(directory), DrillJson.write(report));
  }

  private static void print(DrillReport report, OutDirectory directory, PrintStream out)
      throws IOException {
    StringBuilder text = new StringBuilder("\n");
    TextRenderer.render(report.brief(), text, WIDTH);
    text.append("\nwritten: ").append(directory.report());
    text.append("\n         ").append(results(directory)).append('\n');
    out.print(text);
    out.flush();
  }

  private static Path results(OutDirectory directory) {
    return directory.directory().resolve(RESULTS);
  }
}
