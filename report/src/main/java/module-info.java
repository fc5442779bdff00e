/// A report as data, and its renderings: terminal text, JSON, one self-contained HTML file.
@org.jspecify.annotations.NullMarked
module dev.muxscope.report {
  requires static org.jspecify;
  requires tools.jackson.core;

  exports dev.muxscope.report;
}
