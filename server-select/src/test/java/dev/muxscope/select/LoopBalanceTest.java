package dev.muxscope.select;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.muxscope.common.command.Command;
import dev.muxscope.common.command.CommandSet;
import dev.muxscope.common.command.Store;
import dev.muxscope.common.server.RunningServer;
import dev.muxscope.common.server.Server;
import dev.muxscope.common.server.ServerOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoopBalanceTest {

  private final List<RawClient> clients = new ArrayList<>();
  private final Server server =
      new Server("select", options(), List.of(new Where()), Optional.empty());
  private final RunningServer running;

  LoopBalanceTest() throws IOException {
    running = new SelectEngine().start("select", server);
  }

  @AfterEach
  void stop() throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
    running.close();
  }

  @Test
  void connectionsGoToLoopsInTurn() throws IOException {
    connect(9);
    assertEquals(Map.of("mux-loop-0", 3L, "mux-loop-1", 3L, "mux-loop-2", 3L), loads());
  }

  @Test
  void aLoopThatHasLostItsConnectionsGetsTheNext() throws IOException, InterruptedException {
    connect(9);
    for (RawClient client : List.copyOf(clients)) {
      if (loop(client).equals("mux-loop-1")) {
        client.close();
        clients.remove(client);
      }
    }
    while (server.connections() > 6) {
      Thread.sleep(1);
    }
    connect(3);
    assertEquals(Map.of("mux-loop-0", 3L, "mux-loop-1", 3L, "mux-loop-2", 3L), loads());
  }

  private void connect(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      RawClient client = new RawClient(running);
      clients.add(client);
      loop(client);
    }
  }

  private Map<String, Long> loads() throws IOException {
    List<String> loops = new ArrayList<>();
    for (RawClient client : clients) {
      loops.add(loop(client));
    }
    return loops.stream().collect(groupingBy(loop -> loop, counting()));
  }

  private static String loop(RawClient client) throws IOException {
    return client.send("WHERE\r\n").line().substring(1);
  }

  private static ServerOptions options() {
    return ServerOptions.defaults().withPort(0).withEventLoops(3);
  }

  /// Tells which thread serves.
  private static final class Where implements CommandSet {

    @Override
    public String group() {
      return "where";
    }

    @Override
    public List<Command> commands(Store store) {
      return List.of(
          Command.of(
              "where",
              1,
              "Names its thread",
              (request, session, reply) -> reply.status(Thread.currentThread().getName())));
    }
  }
}
