package dev.muxscope.select;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The handlers that a select has found ready. They are called in groups, and the memory that a
/// group needs is loaded before the first of it is called.
///
/// With thousands of connections, what belongs to one has left the processor's cache when it is
/// ready again, and a handler by itself waits for one cache line after the other. Loads that do not
/// depend on each other are waited for at once. Belongs to the loop's thread.
final class ReadyHandlers implements Consumer<SelectionKey> {

  /// As many as have their lines in a first-level cache of 48 KiB.
  private static final int GROUP = 64;

  /// As many as the JDK has epoll tell at once: to grow amid a select could fail for want of
  /// memory, and that would end the loop.
  private static final int MOST = 1024;

  private final List<ReadyHandler> handlers = new ArrayList<>(MOST);

  /// Written only, so that the loads are for something.
  @SuppressWarnings("UnusedVariable")
  private long loaded;

  /// Adds the handler of a socket that a select has found ready.
  @Override
  public void accept(SelectionKey key) {
    handlers.add((ReadyHandler) key.attachment());
  }

  /// Calls all that were added since the last time.
  void callAll() {
    for (int from = 0; from < handlers.size(); from += GROUP) {
      int to = Math.min(from + GROUP, handlers.size());
      for (int i = from; i < to; i++) {
        loaded += handlers.get(i).prefetch();
      }
      for (int i = from; i < to; i++) {
        call(handlers.get(i));
      }
    }
    handlers.clear();
  }

  /// Like [ReadyHandler#guard], without an object for each call.
  private static void call(ReadyHandler handler) {
    try {
      handler.onReady();
    } catch (IOException | RuntimeException | Error e) {
      handler.fail(e);
    }
  }
}
