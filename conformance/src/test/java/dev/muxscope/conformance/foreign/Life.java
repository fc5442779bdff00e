package dev.muxscope.conformance.foreign;

import java.io.IOException;

/// How the foreign applications begin and end: they say where they listen, and leave once their
/// standard input ends.
final class Life {

  private Life() {}

  static void live(int port) throws IOException {
    System.out.println("ready " + port);
    while (System.in.read() >= 0) {
      // Whatever is typed: only the end counts.
    }
    System.exit(0);
  }
}
