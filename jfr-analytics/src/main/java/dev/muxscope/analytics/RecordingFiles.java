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

  private final List<Path> named;
  private final List<Chunks> files = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

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
    Chunks chunks = Chunks.of(file);
    if (!chunks.isSound()) {
      problems.add(file + " " + chunks.problem());
    }
    if (!chunks.list().isEmpty()) {
      files.add(chunks);
    }
  }

  private static String reason(IOException e) {
    return e instanceof AccessDeniedException
        ? "permission denied"
        : e.getClass().getSimpleName()
            + ", "
            + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
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

  /// Leaves out the chunks that the parser fails at, and names them as a problem.
  ///
  /// @throws RecordingException if none is left
  void dropDamaged() throws RecordingException {
    files.replaceAll(this::withoutDamaged);
    checkAny();
  }

  private Chunks withoutDamaged(Chunks file) {
    return file.only(chunk -> {
      Optional<String> damage = file.damage(chunk);
      damage.ifPresent(reason ->
          problems.add(
              "%s is damaged: %s of it from byte %d on, %s, cannot be read and is left out: %s"
                  .formatted(
                      file.file(),
                      Values.format(chunk.size(), Format.BYTES),
                      chunk.at(),
                      Values.format(chunk.nanos(), Format.NANOS),
                      reason)));
      return damage.isEmpty();
    });
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

  /// What two copies of a chunk have in common, be one of them shorter.
  private record Identity(long start, long ticks) {

    static Identity of(Chunk chunk) {
      return new Identity(chunk.start(), chunk.ticks());
    }
  }
}
