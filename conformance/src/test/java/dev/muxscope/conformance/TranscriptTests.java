package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.ThrowingConsumer;

/// The transcripts as JUnit tests: a container for each file, a test for each case.
final class TranscriptTests {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private TranscriptTests() {}

  /// All cases that fit the server behind `runner`, `redis` telling which one it is.
  static Stream<DynamicContainer> of(TranscriptRunner runner, boolean redis) throws IOException {
    return of("/transcripts", runner, redis);
  }

  /// The same for the transcripts of another folder.
  static Stream<DynamicContainer> of(String folder, TranscriptRunner runner, boolean redis)
      throws IOException {
    return transcripts(folder).stream()
        .map(transcript ->
            DynamicContainer.dynamicContainer(transcript.name(), tests(transcript, runner, redis)));
  }

  private static Stream<DynamicTest> tests(
      Transcript transcript, TranscriptRunner runner, boolean redis) {
    return transcript.cases().stream()
        .filter(one -> !(redis && one.muxscopeOnly()))
        .map(one -> test(one, runner::runEveryWay));
  }

  /// A test of one case. JUnit's limit for tests does not hold for dynamic ones, so it has its own.
  static DynamicTest test(Transcript.Case one, ThrowingConsumer<Transcript.Case> check) {
    return DynamicTest.dynamicTest(
        one.name(), () -> assertTimeoutPreemptively(LIMIT, () -> check.accept(one)));
  }

  static List<Transcript> transcripts() throws IOException {
    return transcripts("/transcripts");
  }

  private static List<Transcript> transcripts(String name) throws IOException {
    URL folder = TranscriptTests.class.getResource(name);
    try {
      return Transcript.readAll(Path.of(folder.toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
