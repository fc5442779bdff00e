package dev.muxscope.select;

import java.io.IOException;

/// What an event loop does with a ready socket. Called by the loop's thread only.
sealed interface ReadyHandler permits Listener, Connection, TlsHandshake {

  /// Loads the memory that [#onReady] will use into the processor's cache. Does not throw.
  ///
  /// @return of no meaning, but made of all that was loaded: what nobody needs, no compiler loads
  default long prefetch() {
    return 0;
  }

  /// The socket is ready for what it is registered for.
  void onReady() throws IOException;

  /// The loop is about to end: finish what has arrived, then close.
  void onStop() throws IOException;

  /// Something that the loop called has thrown this. Does not throw.
  void onFailure(Throwable cause);

  /// Something that a handler does on the loop's thread.
  @FunctionalInterface
  interface Step {
    void run() throws IOException;
  }

  /// Does it, and tells [#onFailure] what that throws.
  default void guard(Step step) {
    try {
      step.run();
    } catch (IOException | RuntimeException | Error e) {
      onFailure(e);
    }
  }

  /// The loop ends now.
  void closeNow();
}
