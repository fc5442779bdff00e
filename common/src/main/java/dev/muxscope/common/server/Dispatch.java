package dev.muxscope.common.server;

/// Which thread executes the requests that an event loop has read. The blocking modes know no loop
/// and refuse all but [Inline].
public sealed interface Dispatch {

  /// The most threads that a pool may have.
  int MAX_THREADS = 1000;

  /// The loop itself: nothing is handed over, and a handler that blocks holds all connections.
  record Inline() implements Dispatch {}

  /// A virtual thread for each batch, which is what a connection has sent by now.
  record VirtualThreads() implements Dispatch {}

  /// One of so many platform threads; batches wait in a queue while all are busy.
  ///
  /// @param threads 1 to [#MAX_THREADS]
  record Pool(int threads) implements Dispatch {

    public Pool {
      if (threads < 1 || threads > MAX_THREADS) {
        throw new IllegalArgumentException(
            "a pool has 1 to " + MAX_THREADS + " threads, not " + threads);
      }
    }
  }

  /// The loop itself, but a virtual thread for a command that may block, and for what the client
  /// sent behind it in the same batch.
  record Auto() implements Dispatch {}

  /// Takes `inline`, `vthreads`, `pool:N` or `auto`.
  ///
  /// @throws IllegalArgumentException if it is none of these; the message says what there is
  static Dispatch of(String text) {
    return switch (text) {
      case "inline" -> new Inline();
      case "vthreads" -> new VirtualThreads();
      case "auto" -> new Auto();
      default -> {
        if (!text.matches("pool:[1-9]\\d{0,3}")) {
          throw unknown(text);
        }
        int threads = Integer.parseInt(text.substring("pool:".length()));
        if (threads > MAX_THREADS) {
          throw unknown(text);
        }
        yield new Pool(threads);
      }
    };
  }

  /// As on the command line.
  default String label() {
    return switch (this) {
      case Inline _ -> "inline";
      case VirtualThreads _ -> "vthreads";
      case Pool pool -> "pool:" + pool.threads();
      case Auto _ -> "auto";
    };
  }

  private static IllegalArgumentException unknown(String text) {
    return new IllegalArgumentException(
        "dispatch takes inline, vthreads, auto or pool:N with N from 1 to "
            + MAX_THREADS
            + ", not "
            + text);
  }
}
