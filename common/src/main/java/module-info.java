/// Wire protocol, commands, the contract of servers, their limits and their Flight Recorder events.
@org.jspecify.annotations.NullMarked
module dev.muxscope.common {
  requires static org.jspecify;
  requires jdk.management;
  requires jdk.net;
  requires transitive jdk.jfr;

  exports dev.muxscope.common.command;
  exports dev.muxscope.common.event;
  exports dev.muxscope.common.protocol;
  exports dev.muxscope.common.server;
  exports dev.muxscope.common.transport;
}
