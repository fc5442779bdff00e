package dev.muxscope.lab.drill;

import dev.muxscope.client.RespClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/// Connections opened on a schedule, each used for one `PING` and closed.
///
/// Begun and ended by the drill's thread; virtual threads connect, and share counters.
final class ConnectStorm implements Fault {

  static final long PER_SECOND = 1_500;

  /// Bounds what one storm leaves in the kernel's tables of closed connections.
  private static final int MOST = 6_000;

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final List<Count> counts = new ArrayList<>();

  /// What came of the connections of a storm.
  ///
  /// @param begun before the storm was ended, at its own pace, whatever the server does
  /// @param answered of those, before it was ended
  /// @param failed those too that were under way then
  record Count(long begun, long answered, long failed) {}

  /// What each storm up to now came to.
  List<Count> counts() {
    return List.copyOf(counts);
  }

  @Override
  public Acting begin(InetSocketAddress server) {
    Storm storm = new Storm(server);
    storm.threads.execute(storm::connectAll);
    return () -> {
      // Before those under way end: the server's accounts have been read just now.
      long answered = storm.answered.sum();
      long begun = storm.begun.sum();
      storm.over.set(true);
      storm.threads.close();
      counts.add(new Count(begun, answered, storm.failed.sum()));
    };
  }

  private static final class Storm {

    private final InetSocketAddress server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean over = new AtomicBoolean();
    private final LongAdder begun = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final LongAdder failed = new LongAdder();

    Storm(InetSocketAddress server) {
      this.server = server;
    }

    private void connectAll() {
      long due = System.nanoTime();
      for (int i = 0; i < MOST && !over.get(); i++, due += 1_000_000_000 / PER_SECOND) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        begin();
      }
    }

    private void begin() {
      try {
        threads.execute(this::connect);
      } catch (RejectedExecutionException _) {
        // The storm is over.
      }
    }

    private void connect() {
      begun.increment();
      try (RespClient client = RespClient.connect(server, TIMEOUT)) {
        client.call("PING");
        answered.increment();
      } catch (IOException _) {
        failed.increment();
      }
    }
  }
}
