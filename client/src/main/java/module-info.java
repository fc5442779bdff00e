/// RESP client, interactive client and load generator.
@org.jspecify.annotations.NullMarked
module dev.muxscope.client {
  requires static org.jspecify;
  requires dev.muxscope.common;
  requires org.HdrHistogram;
  requires org.jline.reader;
  requires tools.jackson.databind;

  exports dev.muxscope.client;
}
