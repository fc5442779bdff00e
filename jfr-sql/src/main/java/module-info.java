/// SQL over Flight Recorder recordings, by DuckDB; the only module with native code.
@org.jspecify.annotations.NullMarked
module dev.muxscope.sql {
  requires static org.jspecify;
  requires dev.muxscope.analytics;
  requires dev.muxscope.report;
  requires duckdb.jdbc;
  requires jdk.jfr;
  requires org.jline.reader;
  requires org.jline.terminal;
  requires tools.jackson.core;

  exports dev.muxscope.sql;
}
