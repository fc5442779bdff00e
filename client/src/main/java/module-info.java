/// RESP client, interactive client and load generator.
@org.jspecify.annotations.NullMarked
module dev.muxscope.client {
  requires static org.jspecify;
  requires org.HdrHistogram;
  requires org.jline.reader;
  requires org.jline.terminal;
  requires tools.jackson.core;

  exports dev.muxscope.client;
  exports dev.muxscope.client.json;
  exports dev.muxscope.client.load;
}
