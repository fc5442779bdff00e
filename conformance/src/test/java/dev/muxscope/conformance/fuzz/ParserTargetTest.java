package dev.muxscope.conformance.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.muxscope.conformance.Streams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The parser's fuzz target, run over the corpus, over mutations of it, and by Jazzer.
///
/// `-Dmuxscope.seed=NUMBER` tries other mutations, `-Dmuxscope.fuzz-seconds=NUMBER` has Jazzer try
/// for longer, which is what `benchmarks/fuzz` does. What Jazzer finds belongs in the corpus.
class ParserTargetTest {

  private static final Path CORPUS = Path.of("src", "test", "resources", "fuzz", "parser");
  private static final long SEED = Long.getLong("muxscope.seed", 20_261_124);
  private static final int USUAL_SECONDS = 10;
  private static final int SECONDS = Integer.getInteger("muxscope.fuzz-seconds", USUAL_SECONDS);

  /// The same each time; 0, which is chance, for who wants to find more.
  private static final int JAZZER_SEED = SECONDS == USUAL_SECONDS ? 1 : 0;

  private static final int MUTATIONS = 20_000;
  private static final int MOST_MUTATED_BYTES = 2000;

  private static final List<String> TOKENS =
      List.of("\r\n", "*", "$", "*1\r\n", "$0\r\n", "$-1\r\n", "*-1\r\n", "\"", "'", "\\x", "\0");

  @Test
  @Timeout(60)
  void holdsForTheCorpusAndForAllTranscripts() throws IOException {
    List<byte[]> inputs = inputs();
    assertFalse(inputs.isEmpty());
    for (byte[] input : inputs) {
      run(input, "an input of the corpus");
    }
  }

  @Test
  @Timeout(120)
  void holdsForMutationsOfThem() throws IOException {
    List<byte[]> inputs = inputs();
    Random random = new Random(SEED);
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] input = inputs.get(random.nextInt(inputs.size()));
      byte[] shortened = Arrays.copyOf(input, Math.min(input.length, MOST_MUTATED_BYTES));
      run(mutated(shortened, random), "seed " + SEED + ", mutation " + i);
    }
  }

  @Test
  void holdsForWhatJazzerFinds(@TempDir Path work) throws IOException, InterruptedException {
    Path seeds = Files.createDirectory(work.resolve("seeds"));
    int number = 0;
    for (byte[] input : inputs()) {
      Files.write(seeds.resolve("input" + number++), input);
    }
    Path log = work.resolve("log");
    Process jazzer =
        new ProcessBuilder(command(work, seeds))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      jazzer.waitFor(SECONDS + 120, TimeUnit.SECONDS);
    } finally {
      jazzer.destroyForcibly();
    }
    assertEquals(0, jazzer.waitFor(), () -> lastOf(log) + "\n" + found(work));
    System.out.println("Jazzer: " + lastOf(log).lines().toList().getLast());
  }

  private static List<String> command(Path work, Path seeds) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx512m",
        "-Djava.io.tmpdir=" + work,
        "-cp",
        System.getProperty("java.class.path"),
        "com.code_intelligence.jazzer.Jazzer",
        "--target_class=" + ParserTarget.class.getName(),
        "--instrumentation_includes=dev.muxscope.common.protocol.**",
        "--custom_hook_includes=dev.muxscope.common.protocol.**",
        "--reproducer_path=" + work,
        "-artifact_prefix=" + work + "/",
        "-max_total_time=" + SECONDS,
        "-timeout=10",
        "-seed=" + JAZZER_SEED,
        "-max_len=4096",
        seeds.toString());
  }

  /// What made it fail, to be put in the corpus.
  private static String found(Path work) {
    try (Stream<Path> files = Files.list(work)) {
      StringBuilder text = new StringBuilder();
      for (Path file : files.filter(each -> each.getFileName().toString().contains("-")).toList()) {
        text.append(file.getFileName() + ": " + HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
      return text.toString();
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static String lastOf(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static void run(byte[] input, String which) {
    try {
      ParserTarget.fuzzerTestOneInput(input);
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(which + ", " + HexFormat.of().formatHex(input), e);
    }
  }

  private static List<byte[]> inputs() throws IOException {
    List<byte[]> inputs = new ArrayList<>();
    try (Stream<Path> files = Files.list(CORPUS)) {
      for (Path file : files.sorted().toList()) {
        inputs.add(Files.readAllBytes(file));
      }
    }
    int number = 0;
    for (byte[] stream : Streams.ofTranscripts()) {
      ByteArrayOutputStream input = new ByteArrayOutputStream();
      input.write(number++);
      input.writeBytes(Arrays.copyOf(stream, Math.min(stream.length, 4095)));
      inputs.add(input.toByteArray());
    }
    return inputs;
  }

  private static byte[] mutated(byte[] input, Random random) {
    byte[] mutated = input;
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(mutated.length + 1);
      mutated =
          switch (random.nextInt(4)) {
            case 0 ->
                replaced(mutated, at, at, Streams.bytes(TOKENS.get(random.nextInt(TOKENS.size()))));
            case 1 ->
                replaced(
                    mutated,
                    at,
                    Math.min(mutated.length, at + 1),
                    new byte[] {(byte) random.nextInt()});
            case 2 ->
                replaced(
                    mutated, at, Math.min(mutated.length, at + random.nextInt(9)), new byte[0]);
            default ->
                replaced(
                    mutated,
                    at,
                    at,
                    Arrays.copyOfRange(
                        mutated, at, Math.min(mutated.length, at + random.nextInt(40))));
          };
    }
    return mutated;
  }

  private static byte[] replaced(byte[] all, int from, int to, byte[] with) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(all, 0, from);
    out.writeBytes(with);
    out.write(all, to, all.length - to);
    return out.toByteArray();
  }
}
