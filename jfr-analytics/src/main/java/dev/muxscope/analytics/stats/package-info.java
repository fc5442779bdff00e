/// Fits of few and noisy figures. Knows nothing of recordings, and does no I/O.
package dev.muxscope.analytics.stats;
