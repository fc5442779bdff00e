package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.conformance.MalformedInputs.Input;
import dev.muxscope.conformance.RawConnection.Received;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Malformed requests are answered with Redis's bytes, and the connection closed where Redis closes
/// it: whole, byte by byte, and cut at every byte. For one connection, several loops are one.
///
/// `-Dmuxscope.seed=NUMBER` cuts long inputs elsewhere.
@ParameterizedClass
@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SELECT_LOOPS")
class MalformedIT {

  private static final long SEED = Long.getLong("muxscope.seed", 20_260_911);
  private static final String PASSWORD = "correct horse battery staple";
  private static final int SHOWN = 25;

  /// What Redis answers, the same for all modes: asked once.
  private static List<Trial> trials = List.of();

  private static List<Trial> strangersTrials = List.of();

  @Parameter Mode mode;

  /// An input, the ways in which it is sent, and Redis's answer to each.
  private record Trial(Input input, List<Delivery> deliveries, List<Received> wanted) {

    /// What differs, empty if nothing does.
    Stream<String> differences(List<Received> actual) {
      return Stream.iterate(0, i -> i < actual.size(), i -> i + 1)
          .filter(i -> !wanted.get(i).equals(actual.get(i)))
          .map(i ->
              "%s, %s%n  Redis    %s%n  muxscope %s"
                  .formatted(input, deliveries.get(i), shown(wanted.get(i)), shown(actual.get(i))));
    }

    private static String shown(Received received) {
      String text = Escapes.encode(Escapes.bytes(received.latin1()));
      return (received.closed() ? "closes: " : "stays:  ") + text;
    }
  }

  @Test
  void answersAndClosesAsRedisDoesHoweverTheBytesAreCut() throws Exception {
    if (trials.isEmpty()) {
      trials = ask(true);
    }
    try (ServerProcess server = ServerProcess.muxscope(mode)) {
      compare(server, trials);
    }
  }

  @Test
  void answersStrangersAsRedisDoes(@TempDir Path folder) throws Exception {
    if (strangersTrials.isEmpty()) {
      strangersTrials = ask(false, "--requirepass", PASSWORD);
    }
    String file = AuthIT.passwordFile(folder, PASSWORD).toString();
    try (ServerProcess server = ServerProcess.muxscope(mode, "--password-file", file)) {
      compare(server, strangersTrials);
    }
  }

  private static List<Trial> ask(boolean cut, String... options) throws Exception {
    Tool.require("redis-server");
    Random random = new Random(SEED);
    List<Trial> all = new ArrayList<>();
    try (ServerProcess redis = ServerProcess.redis(options);
        MalformedClients clients = new MalformedClients(redis.address())) {
      for (Input input : MalformedInputs.all()) {
        List<Delivery> deliveries =
            cut ? MalformedClients.deliveries(input, random) : List.of(new Delivery.Whole());
        all.add(new Trial(input, deliveries, clients.answers(input, deliveries)));
      }
    }
    return all;
  }

  private void compare(ServerProcess server, List<Trial> wanted) throws IOException {
    List<String> differences = new ArrayList<>();
    int wrong = 0;
    int conversations = 0;
    try (MalformedClients clients = new MalformedClients(server.address())) {
      for (Trial trial : wanted) {
        List<Received> actual = clients.answers(trial.input(), trial.deliveries());
        List<String> here = trial.differences(actual).toList();
        conversations += actual.size();
        wrong += here.isEmpty() ? 0 : 1;
        here.stream().limit(1).forEach(differences::add);
      }
    }
    System.out.printf(
        "MalformedIT: %s, %d inputs sent %d times, %d answered otherwise, seed %d%n",
        mode, wanted.size(), conversations, wrong, SEED);
    List<String> first = differences.stream().limit(SHOWN).toList();
    assertTrue(first.isEmpty(), () -> "seed " + SEED + "\n" + String.join("\n", first));
  }
}
