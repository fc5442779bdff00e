/// Time and allocation of the parts that a request goes through, by JMH.
@org.jspecify.annotations.NullMarked
package dev.muxscope.benchmarks.jmh;
