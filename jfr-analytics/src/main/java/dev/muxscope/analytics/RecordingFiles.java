package dev.muxscope.analytics;

import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The files that make up one recording, in the order of time, and what of them cannot be read.
///
/// Owned by the thread that reads.
final class RecordingFiles {

  private static final String SUFFIX = ".jfr";

  // Shared time in nanoseconds that means nothing: a service may start anew on another machine.
  private static final long CLOCKS_DIFFER = 1_000_000_000L;

  private final List<Path> named;
  private final List<Chunks> files = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final Map<Chunk, Long> events = new HashMap<>();

  /// Looks into `paths`, files and directories.
  ///
  /// @throws RecordingException if there is nothing that could be read
  RecordingFiles(List<Path> paths) throws RecordingException {
    named = List.copyOf(paths);
    paths.forEach(this::add);
    files.sort(Comparator.comparingLong(chunks -> chunks.list().getFirst().start()));
    dropCopies();
    checkAny();
  }

  private void add(Path path) {
    if (!Files.exists(path)) {
      problems.add(path + " does not exist");
      return;
    }
    try {
      if (Files.isDirectory(path)) {
        addDirectory(path);
      } else {
        addFile(path);
      }
    } catch (IOException e) {
      problems.add(path + " cannot be read: " + reason(e));
    }
  }

  private void addDirectory(Path directory) throws IOException {
    int before = files.size() + problems.size();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      for (Path entry : entries) {
        if (!Files.isDirectory(entry)) {
          add(entry);
        }
      }
    }
    if (files.size() + problems.size() == before) {
      problems.add(
          directory + " is a directory without recordings: it holds no " + SUFFIX + " file");
    }
  }

  private void addFile(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      problems.add(file + " is no regular file: save the recording into one first");
      return;
    }
    Chunks chunks = Chunks.of(file);
    if (!chunks.isSound()) {
      problems.add(file + " " + chunks.problem());
    }
    if (!chunks.list().isEmpty()) {
      files.add(chunks);
    }
  }

  /// What went wrong, in a line.
  static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    // The names of its subclasses say more than their messages.
    return e.getClass() == IOException.class
        ? message
        : e.getClass().getSimpleName() + ", " + message;
  }

  // Every dump of a recording that goes on holds the chunks of the dumps before.
  private void dropCopies() {
    Map<Identity, Long> longest = new HashMap<>();
    for (Chunks file : files) {
      file.list().forEach(chunk -> longest.merge(Identity.of(chunk), chunk.size(), Math::max));
    }
    Set<Identity> kept = new HashSet<>();
    files.replaceAll(file ->
        file.only(chunk ->
            chunk.size() == longest.getOrDefault(Identity.of(chunk), 0L)
                && kept.add(Identity.of(chunk))));
  }

  /// Leaves out the chunks whose events do not follow one another, and names them as a problem. The
  /// parser would skip what it does not understand, or never end.
  ///
  /// @throws RecordingException if none is left, or a file cannot be read
  void dropBroken() throws RecordingException {
    drop((file, chunk) -> {
      ChunkCheck check = ChunkCheck.of(file.file(), chunk);
      events.put(chunk, check.events());
      return check.isSound() ? Optional.empty() : Optional.of("it is damaged: " + check.damage());
    });
  }

  /// Leaves out the chunks that the parser fails at, and names them as a problem.
  ///
  /// @throws RecordingException if none is left, or one cannot be copied to be tried
  void dropDamaged() throws RecordingException {
    drop(Chunks::damage);
  }

  private void drop(Fault fault) throws RecordingException {
    for (int i = 0; i < files.size(); i++) {
      Chunks file = files.get(i);
      try {
        files.set(i, file.with(readable(file, fault)));
      } catch (IOException e) {
        throw new RecordingException(file.file() + " cannot be read: " + reason(e), e);
      }
    }
    checkAny();
  }

  private List<Chunk> readable(Chunks file, Fault fault) throws IOException {
    List<Chunk> readable = new ArrayList<>();
    for (Chunk chunk : file.list()) {
      Optional<String> found = fault.of(file, chunk);
      if (found.isEmpty()) {
        readable.add(chunk);
      } else {
        problems.add(
            "%s is not read wholly: %s of it from byte %d on, %s, is left out: %s"
                .formatted(
                    file.file(),
                    Values.format(chunk.size(), Format.BYTES),
                    chunk.at(),
                    Values.format(chunk.nanos(), Format.NANOS),
                    found.get()));
      }
    }
    return readable;
  }

  /// Makes sure that no two chunks are of the same time: those of one JVM, and of one started after
  /// another, never are, but for those that async-profiler adds to a file of its JVM.
  ///
  /// @throws RecordingException if two are
  void checkSequence() throws RecordingException {
    List<Map.Entry<Chunk, Path>> sequence =
        files.stream()
            .flatMap(file -> file.list().stream().map(chunk -> Map.entry(chunk, file.file())))
            .sorted(Comparator.comparingLong(entry -> entry.getKey().start()))
            .toList();
    Map.Entry<Chunk, Path> latest = sequence.getFirst();
    for (Map.Entry<Chunk, Path> next : sequence.subList(1, sequence.size())) {
      long end = Math.min(latest.getKey().end(), next.getKey().end());
      long shared = end - next.getKey().start();
      boolean profiler =
          latest.getValue().equals(next.getValue()) && latest.getKey().sharesClock(next.getKey());
      if (shared > CLOCKS_DIFFER && !profiler) {
        throw new RecordingException(
            ("%s were recorded at the same time, for %s, as of two JVMs: as one recording their"
                    + " counters and rates would mix; analyse each by itself")
                .formatted(
                    both(latest.getValue(), next.getValue()), Values.format(shared, Format.NANOS)));
      }
      latest = next.getKey().end() > latest.getKey().end() ? next : latest;
    }
  }

  private static String both(Path one, Path other) {
    return one.equals(other) ? "two parts of " + one : one + " and " + other;
  }

  private void checkAny() throws RecordingException {
    if (chunks().isEmpty()) {
      throw new RecordingException(
          problems.size() == 1
              ? problems.getFirst()
              : "there is nothing to read: " + String.join("; ", problems));
    }
  }

  /// The files, each with the chunks that are to be read.
  List<Chunks> files() {
    return files;
  }

  /// How many events a file holds, once [#dropBroken()] has counted them; 0 if that is not known.
  long events(Chunks file) {
    return file.list().stream().mapToLong(chunk -> events.getOrDefault(chunk, 0L)).sum();
  }

  /// What cannot be read, a sentence for each thing.
  List<String> problems() {
    return problems;
  }

  /// The first of the paths named.
  Path first() {
    return named.getFirst();
  }

  /// What to call the recording: the name of its file or directory, and how many more there are.
  String name() {
    Path last = first().getFileName();
    String name = last == null ? first().toString() : last.toString();
    int more = named.size() - 1;
    return more == 0 ? name : name + " and " + more + (more == 1 ? " other" : " others");
  }

  /// When it all was recorded.
  Coverage coverage() {
    return Coverage.of(chunks());
  }

  private List<Chunk> chunks() {
    return files.stream().flatMap(file -> file.list().stream()).toList();
  }

  /// Says what keeps a chunk from being read; nothing if it can be.
  private interface Fault {
    Optional<String> of(Chunks file, Chunk chunk) throws IOException;
  }

  /// What two copies of a chunk have in common, be one of them shorter.
  private record Identity(long start, long ticks) {

    static Identity of(Chunk chunk) {
      return new Identity(chunk.start(), chunk.ticks());
    }
  }
}
