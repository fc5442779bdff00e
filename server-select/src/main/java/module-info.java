/// The `select` mode: event loops that ask a selector which of their sockets are ready.
@org.jspecify.annotations.NullMarked
module dev.muxscope.select {
  requires static org.jspecify;
  requires dev.muxscope.common;

  provides dev.muxscope.common.server.ServerEngine with
      dev.muxscope.select.SelectEngine;
}
