package dev.muxscope.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// Recordings of the foreign applications, made once a test run and kept in
/// `target/foreign-recordings`.
///
/// Safe to call from any thread: all are made under the lock of this class.
final class ForeignRecordings {

  private static final Path DIRECTORY = Path.of("target", "foreign-recordings").toAbsolutePath();
  // The last of the calls that are counted once a second.
  private static final int COUNTED_MILLIS = 3_500;
  private static final Map<ForeignSettings, Map<ForeignApp, ForeignRecording>> MADE =
      new EnumMap<>(ForeignSettings.class);

  private ForeignRecordings() {}

  /// The recording of an application on the JDK that runs the tests. The first call for some
  /// settings takes ten seconds, in which all applications run beside each other.
  static synchronized ForeignRecording of(ForeignApp app, ForeignSettings settings)
      throws IOException, InterruptedException {
    if (!app.runsHere()) {
      System.out.println("SKIPPED: " + app + " does not run on this kind of machine");
      Assumptions.abort(app + " does not run here");
    }
    if (!MADE.containsKey(settings)) {
      MADE.put(settings, recordAll(settings));
    }
    return MADE.get(settings).get(app);
  }

  private static Map<ForeignApp, ForeignRecording> recordAll(ForeignSettings settings)
      throws IOException, InterruptedException {
    Map<ForeignApp, ForeignRecording> recordings = new EnumMap<>(ForeignApp.class);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ForeignRecording>> made = new ArrayList<>();
      Stream.of(ForeignApp.values())
          .filter(ForeignApp::runsHere)
          .forEach(app -> made.add(threads.submit(() -> record(app, settings))));
      for (Future<ForeignRecording> each : made) {
        recordings.put(each.get().app(), each.get());
      }
    } catch (ExecutionException e) {
      throw new AssertionError("an application was not recorded", e.getCause());
    }
    return recordings;
  }

  private static ForeignRecording record(ForeignApp app, ForeignSettings settings)
      throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"));
    return record(
        app, settings, java, Runtime.version().feature(), System.getProperty("java.class.path"));
  }

  /// Records an application on a JDK at `java`.
  static ForeignRecording record(
      ForeignApp app, ForeignSettings settings, Path java, int jdk, String classPath)
      throws IOException, InterruptedException {
    String name = app + "-" + settings + "-" + jdk + ".jfr";
    Path file = Files.createDirectories(DIRECTORY).resolve(name);
    Files.deleteIfExists(file);
    List<String> options = List.of(settings.option(jdk, name), "-cp", classPath);
    try (ForeignProcess process = new ForeignProcess(java, options, app, DIRECTORY)) {
      long requests = ForeignLoad.run(app, process.port());
      Thread.sleep(COUNTED_MILLIS);
      process.end();
      return new ForeignRecording(app, settings, jdk, file, requests, app.connections());
    }
  }
}
