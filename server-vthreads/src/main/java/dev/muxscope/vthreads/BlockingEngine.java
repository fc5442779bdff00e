package dev.muxscope.vthreads;

import dev.muxscope.common.server.RunningServer;
import dev.muxscope.common.server.Server;
import dev.muxscope.common.server.ServerEngine;
import dev.muxscope.common.server.ServerOptions.Poller;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/// Provides the modes `vthreads` and `threads`, which differ in nothing but the kind of thread.
public final class BlockingEngine implements ServerEngine {

  private static final String VIRTUAL = "vthreads";
  private static final String PLATFORM = "threads";

  /// An engine that has not opened anything yet.
  public BlockingEngine() {}

  @Override
  public List<String> modes() {
    return List.of(VIRTUAL, PLATFORM);
  }

  @Override
  public RunningServer start(String mode, Server server) throws IOException {
    if (server.options().poller() != Poller.DEFAULT) {
      throw new IllegalArgumentException("--poller goes with --mode=select, not with " + mode);
    }
    ThreadFactory threads =
        switch (mode) {
          case VIRTUAL -> Thread.ofVirtual().name("mux-conn-", 0).factory();
          case PLATFORM -> Thread.ofPlatform().name("mux-conn-", 0).factory();
          default -> throw new IllegalArgumentException("no such mode: " + mode);
        };
    return BlockingServer.start(server, threads);
  }
}
