/// The soak: clients of every kind at once, for long, and a ledger at the end.
@org.jspecify.annotations.NullMarked
package dev.muxscope.benchmarks.soak;
