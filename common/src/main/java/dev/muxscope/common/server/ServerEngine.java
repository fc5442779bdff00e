package dev.muxscope.common.server;

import java.io.IOException;
import java.util.List;

/// A way to wait for sockets. Engines are found with [java.util.ServiceLoader]: a module that
/// `provides ServerEngine with …` adds its modes to `--mode`, also from a directory given by
/// `--module-path`.
///
/// An engine does I/O and scheduling only. It listens by [Door#listen], asks [Door#welcome] for a
/// [dev.muxscope.common.command.Session] for each accepted socket, reads and writes by its
/// [Door#transport], hands the bytes that arrive to [Server#process], sends what that appended to
/// the writer, and tells [Server#release] when the connection is closed.
public interface ServerEngine {

  /// The modes it offers, as they are spelled after `--mode`.
  List<String> modes();

  /// The options that a mode stands for, where it is another one's name with some of its options.
  ///
  /// @param mode one of [#modes]
  /// @param asked what was asked for
  /// @return what [#start] is to be given
  /// @throws IllegalArgumentException if the mode cannot be set so; the message says why
  default ServerOptions options(String mode, ServerOptions asked) {
    return asked;
  }

  /// Opens the listening socket and serves until the result is closed. Returns when connections are
  /// taken.
  ///
  /// @param mode one of [#modes]
  /// @param server what to serve
  /// @throws IOException if the address cannot be had; the message says which and why
  RunningServer start(String mode, Server server) throws IOException;
}
