package dev.muxscope.app;

import dev.muxscope.client.FileErrors;
import dev.muxscope.common.event.Version;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// The command line: finds the subcommand, and tells errors apart.
public final class Main {

  /// It went well.
  static final int FINE = 0;

  /// The work failed.
  static final int FAILED = 1;

  /// The words on the command line cannot be taken.
  static final int USAGE = 2;

  /// Made only when they are called, so that none loads the classes of another.
  private static final Map<String, Supplier<Subcommand>> SUBCOMMANDS = new LinkedHashMap<>();

  static {
    SUBCOMMANDS.put("serve", ServeCommand::new);
    SUBCOMMANDS.put("client", ClientCommand::new);
    SUBCOMMANDS.put("load", LoadCommand::new);
    SUBCOMMANDS.put("lab", LabCommand::new);
    SUBCOMMANDS.put("drill", DrillCommand::new);
    SUBCOMMANDS.put("report", ReportCommand::new);
    SUBCOMMANDS.put("predict", PredictCommand::new);
    SUBCOMMANDS.put("analyze", AnalyzeCommand::new);
    SUBCOMMANDS.put("probe", ProbeCommand::new);
    SUBCOMMANDS.put("export", ExportCommand::new);
  }

  private final Console console;

  private Main(Console console) {
    this.console = console;
  }

  /// Runs and ends the process with the exit code.
  public static void main(String[] args) {
    int code = run(args, System.in, System.out, System.err);
    if (code == FINE && System.out.checkError() && !isPipe()) {
      System.err.println("muxscope: standard output took not all that was printed");
      code = FAILED;
    }
    System.exit(code);
  }

  /// Whether standard output is read by a program: if that goes away, it has seen enough.
  private static boolean isPipe() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString().startsWith("pipe:");
    } catch (IOException _) {
      return false;
    }
  }

  /// Runs a command line.
  ///
  /// @return 0 if it went well, 1 if the work failed, 2 if the words cannot be taken
  public static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
    return new Main(new Console(in, out, err)).run(Arrays.asList(args));
  }

  private int run(List<String> words) {
    try {
      return dispatch(words);
    } catch (UsageException e) {
      console.err().println("muxscope: " + e.getMessage());
      return USAGE;
    } catch (IOException e) {
      console.err().println("muxscope: " + FileErrors.describe(e));
      return FAILED;
    } catch (InterruptedException _) {
      console.err().println("muxscope: interrupted");
      return FAILED;
    } catch (RuntimeException | Error e) {
      console.err().println("muxscope: internal error, please report it:");
      e.printStackTrace(console.err());
      return FAILED;
    }
  }

  private int dispatch(List<String> words)
      throws UsageException, IOException, InterruptedException {
    String first = words.isEmpty() ? "--help" : words.getFirst();
    return switch (first) {
      case "--version", "version" -> {
        console.out().println("muxscope " + Version.TEXT);
        yield FINE;
      }
      case "--help", "-h", "help" -> help(words);
      default -> call(first, words.subList(1, words.size()));
    };
  }

  private int help(List<String> words) throws UsageException, IOException, InterruptedException {
    if (words.size() > 1) {
      return call(words.get(1), List.of("--help"));
    }
    printHelp();
    return FINE;
  }

  private int call(String name, List<String> words)
      throws UsageException, IOException, InterruptedException {
    Supplier<Subcommand> known = SUBCOMMANDS.get(name);
    if (known == null) {
      List<String> names = List.copyOf(SUBCOMMANDS.keySet());
      throw new UsageException(
          "unknown command "
              + name
              + Spelling.suggest(name, names)
              + " (muxscope --help lists all)");
    }
    Subcommand subcommand = known.get();
    int end = words.indexOf("--");
    List<String> options = end < 0 ? words : words.subList(0, end);
    if (options.contains("--help") || options.contains("-h")) {
      console.out().print(subcommand.syntax().help());
      return FINE;
    }
    return subcommand.run(subcommand.syntax().parse(words), console);
  }

  private void printHelp() {
    PrintStream out = console.out();
    out.println("usage: muxscope COMMAND [options]");
    out.println();
    out.println("Shows where I/O multiplexing matters.");
    out.println();
    SUBCOMMANDS.forEach(
        (name, made) -> out.printf("  %-9s %s%n", name, made.get().syntax().summary()));
    out.println();
    out.println(
        "muxscope COMMAND --help shows a command's options, muxscope --version the version.");
  }
}
