package dev.muxscope.analytics.advice;

/// A figure and where it comes from.
///
/// @param value in the unit of its [Fact]
/// @param source the event types it was read from
/// @param surety how sure it is, as `counted`, `in 2 thread dumps`, `sampled`
/// @param detail what or where, as the name of a pool; may be empty
public record Seen(double value, String source, String surety, String detail) {}
