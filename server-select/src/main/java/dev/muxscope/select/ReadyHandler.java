package dev.muxscope.select;

import dev.muxscope.common.event.FaultLog;
import java.io.IOException;

/// What an event loop does with a ready socket. Called by the loop's thread only.
sealed interface ReadyHandler permits Listener, Connection, TlsHandshake {

  FaultLog LOG = new FaultLog(ReadyHandler.class);

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

  /// Something that the loop called has thrown this.
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
      fail(e);
    }
  }

  /// A task of the loop that guards a step. It has all that it needs: one that fails for want of
  /// memory before it is guarded would leave who waits for it to wait for ever.
  default Runnable guarded(Step step) {
    return () -> guard(step);
  }

  /// Tells [#onFailure], and lets nothing out of it: for want of memory, that may fail too, and one
  /// connection is not to end the loop.
  default void fail(Throwable cause) {
    try {
      onFailure(cause);
    } catch (RuntimeException | Error e) {
      LOG.error("fault of ", this, " not dealt with", e);
    }
  }

  /// The loop ends now.
  void closeNow();
}
