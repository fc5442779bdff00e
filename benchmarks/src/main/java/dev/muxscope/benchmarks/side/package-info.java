/// The side-by-side run: what a request costs Muxscope's modes, others' servers and a C floor.
@org.jspecify.annotations.NullMarked
package dev.muxscope.benchmarks.side;
