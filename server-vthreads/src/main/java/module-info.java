/// The modes `vthreads` and `threads`: a thread for each connection, which blocks when it waits.
@org.jspecify.annotations.NullMarked
module dev.muxscope.vthreads {
  requires static org.jspecify;
  requires dev.muxscope.common;
  requires jdk.management;

  provides dev.muxscope.common.server.ServerEngine with
      dev.muxscope.vthreads.BlockingEngine;
}
