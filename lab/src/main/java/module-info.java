/// Experiments: servers and load in their own processes, measured, compared and explained.
@org.jspecify.annotations.NullMarked
module dev.muxscope.lab {
  requires static org.jspecify;
  requires dev.muxscope.analytics;
  requires transitive dev.muxscope.client;
  requires dev.muxscope.common;
  requires transitive dev.muxscope.report;
  requires org.HdrHistogram;

  exports dev.muxscope.lab;
  exports dev.muxscope.lab.drill;
  exports dev.muxscope.lab.stats;
}
