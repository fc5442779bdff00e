/// Servers of others that do the same work, to be compared with.
@org.jspecify.annotations.NullMarked
package dev.muxscope.benchmarks.peer;
