package dev.muxscope.select;

/// What an event loop does with a ready socket. Called by the loop's thread only.
sealed interface ReadyHandler permits Listener, Connection, TlsHandshake {

  /// The socket is ready for what it is registered for. Does not throw.
  void onReady();

  /// The loop is about to end: finish what has arrived, then close. Does not throw.
  void onStop();

  /// The loop ends now.
  void closeNow();
}
