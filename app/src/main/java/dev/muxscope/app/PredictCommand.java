package dev.muxscope.app;

import dev.muxscope.lab.Lab;
import dev.muxscope.lab.LabException;
import dev.muxscope.lab.LabOptions;
import dev.muxscope.lab.Point;
import dev.muxscope.lab.Work;
import dev.muxscope.report.Report;
import dev.muxscope.report.TextRenderer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// `muxscope predict`: foretells from a lab's results what a request would cost elsewhere.
final class PredictCommand implements Subcommand {

  @Override
  public Syntax syntax() {
    return new Syntax(
        "predict",
        "",
        "Foretells from a lab what a request would cost, and in which mode least",
        List.of(
            Option.of("from", "DIR", "", "the lab's results"),
            Option.of("connections", "N", "", "open connections"),
            Option.of("activity", "S", "1", "the share of them that send"),
            Option.of("rate", "R", "", "requests per second over all; the lab's if not given"),
            Option.of("payload", "B", "", "bytes that each request carries besides; the lab's"),
            Option.of("pipeline", "P", "", "requests sent at a time; the lab's"),
            Option.of("work", "W", "", "what a request does: none, spin:50us, sleep:5ms")));
  }

  @Override
  public int run(Arguments arguments, Console console) throws UsageException, IOException {
    arguments.expectOperands(0, 0);
    Optional<Path> from = arguments.path("from");
    if (from.isEmpty() || !arguments.has("connections")) {
      throw new UsageException(
          "predict needs a lab and a place: muxscope predict --from DIR --connections N");
    }
    try {
      Asked asked = Asked.of(arguments);
      Report report = Lab.predict(from.get(), LabOptions.imageLauncher(), asked::at);
      StringBuilder text = new StringBuilder();
      TextRenderer.render(report, text, Console.width());
      console.out().print(text);
      return Main.FINE;
    } catch (LabException e) {
      throw new IOException(e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /// What was said on the command line.
  private record Asked(
      int connections,
      int active,
      Optional<Integer> rate,
      Optional<Integer> payload,
      Optional<Integer> pipeline,
      Optional<Work> work) {

    static Asked of(Arguments arguments) throws UsageException {
      int connections = arguments.number("connections", 1, Integer.MAX_VALUE);
      return new Asked(
          connections,
          Point.active(connections, arguments.share("activity")),
          number(arguments, "rate", 0),
          number(arguments, "payload", 0),
          number(arguments, "pipeline", 1),
          arguments.has("work")
              ? Optional.of(Work.parse(arguments.text("work")))
              : Optional.empty());
    }

    private static Optional<Integer> number(Arguments arguments, String name, int least)
        throws UsageException {
      return arguments.has(name)
          ? Optional.of(arguments.number(name, least, Integer.MAX_VALUE))
          : Optional.empty();
    }

    Point at(Point usual) {
      return new Point(
          connections,
          active,
          rate.orElse(usual.rate()),
          payload.orElse(usual.payload()),
          pipeline.orElse(usual.pipeline()),
          work.orElse(usual.work()));
    }
  }
}
