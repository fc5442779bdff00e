/// Fuzz targets. They know no fuzzer, so that tests and fuzzers can run the same ones.
package dev.muxscope.conformance.fuzz;
