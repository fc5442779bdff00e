package dev.muxscope.vthreads;

import dev.muxscope.common.server.Dispatch;
import dev.muxscope.common.server.RunningServer;
import dev.muxscope.common.server.Server;
import dev.muxscope.common.server.ServerEngine;
import dev.muxscope.common.server.ServerOptions;
import dev.muxscope.common.server.ServerOptions.Poller;
import java.io.IOException;
import java.util.List;

/// Provides the modes `vthreads` and `threads`, which differ in nothing but the kind of thread.
///
/// Starting `vthreads` sets the system property `jdk.readPollers`, which is for all virtual threads
/// of the process, unless it is set.
public final class BlockingEngine implements ServerEngine {

  private static final String VIRTUAL = "vthreads";
  private static final String PLATFORM = "threads";

  /// How many of the JDK's pollers wake virtual threads whose sockets are ready; it reads this when
  /// the first one waits.
  private static final String POLLERS_PROPERTY = "jdk.readPollers";

  private static final int MOST_POLLERS = 16;

  /// An engine that has not opened anything yet.
  public BlockingEngine() {}

  @Override
  public List<String> modes() {
    return List.of(VIRTUAL, PLATFORM);
  }

  @Override
  public ServerOptions options(String mode, ServerOptions asked) {
    refuseIf(asked.eventLoops() != 1, "--event-loops", mode);
    refuseIf(asked.poller() != Poller.DEFAULT, "--poller", mode);
    refuseIf(!(asked.dispatch() instanceof Dispatch.Inline), "--dispatch", mode);
    return asked;
  }

  private static void refuseIf(boolean given, String option, String mode) {
    if (given) {
      throw new IllegalArgumentException(option + " goes with --mode=select, not with " + mode);
    }
  }

  @Override
  public RunningServer start(String mode, Server server) throws IOException {
    options(mode, server.options());
    return switch (mode) {
      case VIRTUAL -> {
        choosePollers();
        yield BlockingServer.start(server, ThreadKind.virtual());
      }
      case PLATFORM -> BlockingServer.start(server, ThreadKind.platform());
      default -> throw new IllegalArgumentException("no such mode: " + mode);
    };
  }

  /// Half as many as the JDK has unless told, which must be a power of two: each then finds more
  /// sockets ready each time that it is woken.
  private static void choosePollers() {
    int pollers = Math.min(Integer.highestOneBit(ThreadKind.halfTheProcessors()), MOST_POLLERS);
    System.getProperties().putIfAbsent(POLLERS_PROPERTY, String.valueOf(pollers));
  }
}
