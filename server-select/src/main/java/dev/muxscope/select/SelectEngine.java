package dev.muxscope.select;

import dev.muxscope.common.server.Dispatch;
import dev.muxscope.common.server.RunningServer;
import dev.muxscope.common.server.Server;
import dev.muxscope.common.server.ServerEngine;
import dev.muxscope.common.server.ServerOptions;
import dev.muxscope.common.server.ServerOptions.Poller;
import java.io.IOException;
import java.nio.channels.spi.SelectorProvider;
import java.util.List;

/// Provides the mode `select`, and `select+vthreads`, which is `select` that hands requests over to
/// virtual threads.
public final class SelectEngine implements ServerEngine {

  private static final String SELECT = "select";
  private static final String HANDING_OVER = "select+vthreads";
  private static final String PROVIDER_PROPERTY = "java.nio.channels.spi.SelectorProvider";

  /// An engine that has not opened anything yet.
  public SelectEngine() {}

  @Override
  public List<String> modes() {
    return List.of(SELECT, HANDING_OVER);
  }

  @Override
  public ServerOptions options(String mode, ServerOptions asked) {
    return mode.equals(HANDING_OVER) ? asked.withDispatch(new Dispatch.VirtualThreads()) : asked;
  }

  @Override
  public RunningServer start(String mode, Server server) throws IOException {
    if (!options(mode, server.options()).equals(server.options())) {
      throw new IllegalArgumentException("mode " + mode + " means --dispatch=vthreads");
    }
    choosePoller(server.options().poller());
    return SelectServer.start(server);
  }

  /// The JDK chooses its selector once, when the first channel is opened; a property named in its
  /// documentation decides.
  private static void choosePoller(Poller poller) throws IOException {
    if (poller == Poller.DEFAULT) {
      return;
    }
    String wanted =
        switch (poller) {
          case EPOLL -> "sun.nio.ch.EPollSelectorProvider";
          case POLL, DEFAULT -> "sun.nio.ch.PollSelectorProvider";
        };
    System.setProperty(PROVIDER_PROPERTY, wanted);
    try {
      String chosen = SelectorProvider.provider().getClass().getName();
      if (!chosen.equals(wanted)) {
        throw new IOException("poller " + poller.label() + " was asked for too late: " + chosen);
      }
    } catch (java.util.ServiceConfigurationError e) {
      throw new IOException("this JDK has no poller " + poller.label() + " on this system", e);
    }
  }
}
