/// Flight Recorder recordings read into tables: summaries and comparisons of servers.
@org.jspecify.annotations.NullMarked
module dev.muxscope.analytics {
  requires static org.jspecify;
  requires transitive jdk.jfr;
  requires transitive dev.muxscope.report;

  exports dev.muxscope.analytics;
  exports dev.muxscope.analytics.stats;
}
