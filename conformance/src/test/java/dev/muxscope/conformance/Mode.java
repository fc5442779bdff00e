package dev.muxscope.conformance;

import java.util.List;
import java.util.stream.Stream;

/// The ways of waiting that `--mode` and `--dispatch` choose between.
enum Mode {
  SELECT("select"),
  SELECT_LOOPS("select", "--event-loops=3"),
  SELECT_VTHREADS("select+vthreads"),
  SELECT_AUTO("select", "--dispatch=auto"),
  VTHREADS("vthreads"),
  THREADS("threads");

  private final String mode;
  private final List<String> more;

  Mode(String mode, String... more) {
    this.mode = mode;
    this.more = List.of(more);
  }

  /// What the server calls it.
  String mode() {
    return mode;
  }

  /// The options of `serve` that choose it.
  Stream<String> options() {
    return Stream.concat(Stream.of("--mode=" + mode), more.stream());
  }

  /// Whether event loops wait for the sockets, and no thread belongs to a connection.
  boolean selects() {
    return mode.startsWith("select");
  }

  /// Whether a handler that blocks holds everybody.
  boolean blocksEverybody() {
    return this == SELECT;
  }

  @Override
  public String toString() {
    return String.join(" ", options().toList());
  }
}
