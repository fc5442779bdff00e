/// What the commands of several packages share.
@org.jspecify.annotations.NullMarked
package dev.muxscope.benchmarks;
