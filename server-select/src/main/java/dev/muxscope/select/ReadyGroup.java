package dev.muxscope.select;

import java.util.ArrayList;
import java.util.List;

/// Handlers that a select has found ready, some at a time: the memory of all of them is loaded
/// before the first is called.
///
/// With thousands of connections, what belongs to one has left the processor's cache when it is
/// ready again, and a handler by itself waits for one cache line after the other. Loads that do not
/// depend on each other are waited for at once. Belongs to the loop's thread.
final class ReadyGroup {

  /// As many as have their lines in a first-level cache of 48 KiB.
  private static final int MOST = 64;

  private final List<ReadyHandler> handlers = new ArrayList<>(MOST);

  /// Where all that was loaded ends up.
  private long loaded;

  /// Adds a handler, and calls all if they are many enough.
  void add(ReadyHandler handler) {
    handlers.add(handler);
    if (handlers.size() == MOST) {
      callAll();
    }
  }

  /// Calls all that were added since the last time.
  void callAll() {
    for (ReadyHandler each : handlers) {
      loaded += each.prefetch();
    }
    for (ReadyHandler each : handlers) {
      each.onReady();
    }
    handlers.clear();
  }
}
