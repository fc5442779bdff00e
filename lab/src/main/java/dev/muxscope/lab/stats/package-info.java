/// Statistics of few and noisy runs: intervals, noise floors, comparisons, least squares. Knows
/// nothing of servers, and does no I/O.
package dev.muxscope.lab.stats;
