package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.conformance.RandomRequests.Pipeline;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Every mode of the image behind a network that delivers bit by bit, late, or breaks off: replies
/// are the same as without it, up to where it breaks, and nothing stays behind. For one connection,
/// several loops are one.
///
/// `-Dmuxscope.seed=NUMBER` tries other faults; a failure names the seed.
@ParameterizedClass
@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SELECT_LOOPS")
class FaultInjectionIT {

  private static final long SEED = Long.getLong("muxscope.seed", 20_261_124);
  private static final int PIPELINES = 200;
  private static final int BROKEN_PIPELINES = 300;
  private static final Delivery WHOLE = new Delivery.Whole();

  @Parameter Mode mode;

  private static ServerProcess server;
  private static FaultProxy network;
  private static TranscriptRunner runner;
  private RawConnection side;

  @BeforeParameterizedClassInvocation
  static void start(Mode mode) throws IOException, InterruptedException {
    System.out.println("FaultInjectionIT: mode " + mode + ", seed " + SEED);
    server = ServerProcess.muxscope(mode);
    network = new FaultProxy(server.address(), SEED, false);
    runner = new TranscriptRunner(network.address());
  }

  @AfterParameterizedClassInvocation
  static void stop() throws IOException {
    if (server != null) {
      server.close();
    }
    if (network != null) {
      network.close();
    }
  }

  @BeforeEach
  void connect() throws IOException {
    side = new RawConnection(server.address());
  }

  @AfterEach
  void disconnect() throws IOException {
    side.close();
  }

  @TestFactory
  Stream<DynamicContainer> playsTranscriptsThroughABadNetwork() throws IOException {
    return TranscriptTests.transcripts().stream()
        .map(transcript ->
            DynamicContainer.dynamicContainer(
                transcript.name(),
                transcript.cases().stream()
                    .map(one -> TranscriptTests.test(one, FaultInjectionIT::play))));
  }

  private static void play(Transcript.Case one) throws IOException {
    try {
      runner.runWhole(one);
    } catch (AssertionError e) {
      throw new AssertionError(network + ": " + e.getMessage(), e);
    }
  }

  @Test
  void answersRandomPipelinesThroughABadNetworkAsDirectly() throws IOException {
    RandomRequests requests = new RandomRequests(SEED);
    for (int i = 0; i < PIPELINES; i++) {
      Pipeline pipeline = requests.next();
      RawConnection.Received direct = Conversation.hold(server.address(), pipeline, WHOLE);
      RawConnection.Received faulty = Conversation.hold(network.address(), pipeline, WHOLE);
      assertEquals(direct, faulty, () -> network + ", sent " + Escapes.encode(pipeline.bytes()));
    }
  }

  @Test
  void survivesLinesThatBreakAndKeepsNothingOfThem() throws Exception {
    awaitConnections(2);
    ProcessGauge gauge = new ProcessGauge(server.pid());
    int descriptors = gauge.settledDescriptors();
    RandomRequests requests = new RandomRequests(SEED);
    int shortened = 0;
    try (FaultProxy breaking = new FaultProxy(server.address(), SEED, true)) {
      for (int i = 0; i < BROKEN_PIPELINES; i++) {
        Pipeline pipeline = requests.next();
        String whole = Conversation.hold(server.address(), pipeline, WHOLE).latin1();
        // What the broken line has left behind in the server must not meet the next pipeline.
        awaitConnections(2);
        String part = partOf(breaking, pipeline);
        awaitConnections(2);
        shortened += part.length() < whole.length() ? 1 : 0;
        assertTrue(
            whole.startsWith(part),
            () ->
                breaking
                    + ": not the beginning of the replies: "
                    + Escapes.encode(Escapes.bytes(part)));
      }
    }
    assertTrue(shortened > BROKEN_PIPELINES / 5, shortened + " lines broke");
    Await.until(() -> gauge.descriptors() <= descriptors);
    int left = gauge.descriptors();
    assertTrue(
        left <= descriptors,
        () -> network + ": " + left + " descriptors instead of " + descriptors);
    side.send("PING\\r\\n");
    side.expect("+PONG\\r\\n");
  }

  /// What comes through a line that breaks sooner or later.
  private static String partOf(FaultProxy breaking, Pipeline pipeline) throws IOException {
    int before = breaking.broken();
    try {
      String part = Conversation.hold(breaking.address(), pipeline, WHOLE).latin1();
      // A number that broke off may be a time to live, of which a second has passed.
      return part.replaceFirst(":\\d*\r?\\z", "");
    } catch (IOException | AssertionError e) {
      if (breaking.broken() == before) {
        throw e;
      }
      // It broke before the replies began.
      return "";
    }
  }

  /// Waits until the server has no more than the runner's and this test's own.
  private void awaitConnections(int count) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + RawConnection.PATIENCE.toNanos();
    List<String> listed = connections();
    while (listed.size() != count) {
      String told = String.join("\n", listed);
      assertTrue(System.nanoTime() < deadline, () -> network + ": not " + count + ":\n" + told);
      Thread.sleep(1);
      listed = connections();
    }
  }

  private List<String> connections() throws IOException {
    side.send("CLIENT LIST\\r\\n");
    String list = side.expect(new Expectation(List.of(new Expectation.BulkMatching(".*"))));
    return list.lines().filter(line -> line.startsWith("id=")).toList();
  }
}
