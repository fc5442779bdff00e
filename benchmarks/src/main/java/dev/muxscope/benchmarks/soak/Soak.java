package dev.muxscope.benchmarks.soak;

import dev.muxscope.benchmarks.UsageException;
import dev.muxscope.lab.Children;
import dev.muxscope.lab.LabException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The command `benchmarks/soak`.
public final class Soak {

  /// That the server may have.
  static final int MOST_CONNECTIONS = 300;

  private static final int FINE = 0;
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  private static final String ROOT = "muxscope.root";

  private final PrintStream out;
  private final PrintStream err;

  private Soak(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /// Runs, and ends the process with the exit code.
  public static void main(String[] args) {
    System.exit(run(args, System.out, System.err));
  }

  /// Runs a command line. The property `muxscope.root` names the folder of the sources.
  ///
  /// @return 0 if nothing was wrong, 1 if something was, 2 if the words cannot be taken
  static int run(String[] args, PrintStream out, PrintStream err) {
    return new Soak(out, err).run(List.of(args));
  }

  private int run(List<String> words) {
    try {
      return soak(SoakOptions.parse(words));
    } catch (UsageException e) {
      err.println("soak: " + e.getMessage());
      return USAGE;
    } catch (IOException e) {
      err.println("soak: " + e.getMessage());
      return FAILED;
    } catch (InterruptedException _) {
      err.println("soak: interrupted");
      return FAILED;
    }
  }

  private int soak(SoakOptions options) throws IOException, InterruptedException {
    Path launcher =
        Path.of(System.getProperty(ROOT, "."), "app", "target", "muxscope", "bin", "muxscope");
    if (!Files.isExecutable(launcher)) {
      throw new IOException("there is no image at " + launcher + "; ./muxscope builds it");
    }
    out.printf(
        "Soak: %s, %.1f min each, seed %d%n",
        String.join(", ", options.modes()), options.time().toMillis() / 60_000.0, options.seed());
    boolean fine = true;
    try (Children children = new Children()) {
      for (String mode : options.modes()) {
        fine &= soak(new ModeSoak(launcher, mode, options.time(), options.seed()), children);
      }
    }
    return fine ? FINE : FAILED;
  }

  private boolean soak(ModeSoak soak, Children children) throws InterruptedException {
    try {
      Ledger ledger = soak.run(children);
      out.print(ledger.text());
      out.flush();
      return ledger.faults().isEmpty();
    } catch (LabException e) {
      return failed(soak, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      // Its message may be no more than the name of a file.
      return failed(soak, e.toString());
    }
  }

  private boolean failed(ModeSoak soak, String why) {
    err.println("soak: " + soak.mode() + ", without a ledger: " + why);
    soak.complaints().forEach(each -> err.println("  " + each));
    return false;
  }
}
