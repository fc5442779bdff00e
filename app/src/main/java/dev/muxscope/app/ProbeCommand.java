package dev.muxscope.app;

import dev.muxscope.analytics.Probe;
import dev.muxscope.client.FileErrors;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// `muxscope probe`: prints the JVM option that makes a recording of any service tell how it waits,
/// or writes the settings for `jcmd`.
final class ProbeCommand implements Subcommand {

  // What would end the name: in the option, or in a shell that takes the option from a command.
  private static final Pattern BREAKS = Pattern.compile("[\\s,'\"*?\\[\\]\\\\]");
  private static final Pattern PLAIN = Pattern.compile("[\\w/.:@%+=-]+");
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  @Override
  public Syntax syntax() {
    return new Syntax(
        "probe",
        "",
        "Prints the JVM option that records how any service waits: java $(muxscope probe) -jar app.jar",
        List.of(
            Option.of("recording", "FILE.jfr", "app.jfr", "where the service leaves its recording"),
            Option.of("duration", "TIME", "", "ends the recording before the service ends"),
            Option.of(
                "jdk",
                "N",
                "" + Probe.METHOD_TIMING_JDK,
                "the service's JDK; those before "
                    + Probe.METHOD_TIMING_JDK
                    + " count no selects, polls, reads, writes, mounts"),
            Option.of("write", "FILE.jfc", "", "writes the settings there, for jcmd PID JFR.start"),
            Option.flag("force", "overwrites FILE.jfc")));
  }

  @Override
  public int run(Arguments arguments, Console console) throws UsageException, IOException {
    arguments.expectOperands(0, 0);
    Probe probe = Probe.forJdk(arguments.number("jdk", Probe.OLDEST_JDK, Integer.MAX_VALUE));
    Optional<Path> file = arguments.path("write");
    if (file.isPresent()) {
      write(probe, file.get(), arguments, console.out());
    } else {
      print(probe, arguments, console);
    }
    if (!probe.timesMethods()) {
      warnOfPlaceholders(arguments.text("recording"), console);
      console
          .err()
          .println(
              "muxscope: before JDK "
                  + Probe.METHOD_TIMING_JDK
                  + " nothing counts selects, polls, reads, writes or mounts; threads, slow calls,"
                  + " samples of Java code, memory and GC are recorded");
    }
    return Main.FINE;
  }

  // JDK 17 replaces none of them, and a later one began to.
  private static void warnOfPlaceholders(String recording, Console console) {
    if (recording.contains("%")) {
      console
          .err()
          .println(
              "muxscope: not every JDK before "
                  + Probe.METHOD_TIMING_JDK
                  + " replaces %p by its process: it may be part of the name of the recording");
    }
  }

  private static void print(Probe probe, Arguments arguments, Console console)
      throws UsageException {
    if (arguments.has("force")) {
      throw new UsageException("--force is about the file of --write, which is not given");
    }
    String recording = arguments.text("recording");
    if (recording.isEmpty() || BREAKS.matcher(recording).find()) {
      throw new UsageException(
          "--recording takes a name without blanks, commas, quotes and * ? [ ] \\, which the option"
              + " cannot hold, not \""
              + recording
              + "\"");
    }
    console.out().println(probe.jvmOption(ending(arguments, recording)));
    if (Console.isTerminal()) {
      console.err().println();
      console.err().println("Start the service with it: java $(muxscope probe) -jar app.jar");
      console.err().println("It leaves " + recording + ": muxscope analyze " + recording);
      console
          .err()
          .println(
              "JDK 25 times no methods of classes that come from a class-data archive: a service that"
                  + " has one of its own, or an AOT cache, also needs -Xshare:off");
    }
  }

  private static void write(Probe probe, Path file, Arguments arguments, PrintStream out)
      throws UsageException, IOException {
    Path recording = Arguments.path("--recording", arguments.text("recording"));
    List<String> words = new ArrayList<>(List.of("settings=" + file.toAbsolutePath()));
    words.addAll(ending(arguments, recording.toAbsolutePath().toString()));
    save(file, probe.settingsFile(), arguments.has("force"));
    StringBuilder line = new StringBuilder("jcmd PID JFR.start");
    words.forEach(word -> line.append(' ').append(quoted(word)));
    out.println(line);
  }

  private static List<String> ending(Arguments arguments, String recording) throws UsageException {
    List<String> parts = new ArrayList<>();
    if (arguments.has("duration")) {
      Duration length = arguments.duration("duration");
      if (length.compareTo(SHORTEST) < 0) {
        throw new UsageException("--duration takes 1s or more, not " + arguments.text("duration"));
      }
      parts.add("duration=" + length.toMillis() + "ms");
    }
    parts.add("filename=" + recording);
    return parts;
  }

  private static void save(Path file, String text, boolean force) throws IOException {
    OpenOption[] options =
        force
            ? new OpenOption[] {
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE
            }
            : new OpenOption[] {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE};
    try {
      Files.writeString(file, text, options);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(file + " exists; --force overwrites it", e);
    } catch (IOException e) {
      throw new IOException("cannot write " + file + ": " + FileErrors.reason(e), e);
    }
  }

  // Once for jcmd, once for the shell.
  private static String quoted(String word) {
    if (PLAIN.matcher(word).matches()) {
      return word;
    }
    int equals = word.indexOf('=') + 1;
    String forJcmd = word.substring(0, equals) + "\"" + word.substring(equals) + "\"";
    return "'" + forJcmd.replace("'", "'\\''") + "'";
  }
}
