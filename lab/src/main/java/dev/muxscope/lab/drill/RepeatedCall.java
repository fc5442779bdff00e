package dev.muxscope.lab.drill;

import dev.muxscope.client.Reply;
import dev.muxscope.client.RespClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/// Connections of which each calls the same command again and again.
///
/// @param connections how many
/// @param command and its arguments
record RepeatedCall(int connections, List<String> command) implements Fault {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  @Override
  public Acting begin(InetSocketAddress server) throws IOException {
    Callers callers = new Callers(command.toArray(String[]::new));
    for (int i = 0; i < connections; i++) {
      callers.add(server);
    }
    return callers;
  }

  /// The threads that call. They share nothing but the flag that ends them.
  private static final class Callers implements Acting {

    private final String[] command;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> running = new ArrayList<>();
    private final AtomicBoolean over = new AtomicBoolean();

    Callers(String[] command) {
      this.command = command;
    }

    void add(InetSocketAddress server) {
      running.add(
          threads.submit(() -> {
            call(server);
            return null;
          }));
    }

    private void call(InetSocketAddress server) throws IOException {
      try (RespClient client = RespClient.connect(server, TIMEOUT)) {
        while (!over.get()) {
          if (client.call(command) instanceof Reply.ErrorReply(String text)) {
            throw new IOException("the server answers " + text);
          }
        }
      }
    }

    @Override
    public void close() throws IOException {
      over.set(true);
      threads.close();
      for (Future<?> each : running) {
        if (each.state() == Future.State.FAILED) {
          throw new IOException("a connection of the fault failed: " + message(each));
        }
      }
    }

    private static String message(Future<?> failed) {
      return String.valueOf(failed.exceptionNow().getMessage());
    }
  }
}
