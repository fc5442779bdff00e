/// The command line.
@org.jspecify.annotations.NullMarked
module dev.muxscope.app {
  requires static org.jspecify;
  requires dev.muxscope.analytics;
  requires dev.muxscope.client;
  requires dev.muxscope.common;
  requires dev.muxscope.lab;
  requires dev.muxscope.report;
  requires dev.muxscope.sql;
  // For users' modules only: the JVM resolves what is required here, or provides a service of
  // java.base's.
  requires java.net.http;
  requires jdk.attach;
  requires jdk.unsupported;

  uses dev.muxscope.common.command.CommandSet;
  uses dev.muxscope.common.server.ServerEngine;
}
