/// HdrHistogram's published classes under a module name that jlink accepts.
module org.HdrHistogram {
  exports org.HdrHistogram;
}
