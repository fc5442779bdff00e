package dev.muxscope.lab.drill;

import java.io.IOException;
import java.net.InetSocketAddress;

/// Something that goes wrong for a while.
interface Fault {

  /// Does what is needed beforehand, when nobody is measured yet.
  default void prepare(InetSocketAddress server) throws IOException {}

  /// Begins, and returns when the fault is there.
  Acting begin(InetSocketAddress server) throws IOException;

  /// A fault that is there, until it is closed.
  interface Acting extends AutoCloseable {

    /// Ends it, and returns when it has gone.
    @Override
    void close() throws IOException;
  }
}
