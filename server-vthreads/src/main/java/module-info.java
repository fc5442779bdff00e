/// The modes `vthreads` and `threads`: a thread for each connection, which blocks when it waits.
@org.jspecify.annotations.NullMarked
module dev.muxscope.vthreads {
  requires static org.jspecify;
  requires dev.muxscope.common;

  provides dev.muxscope.common.server.ServerEngine with
      dev.muxscope.vthreads.BlockingEngine;
}
