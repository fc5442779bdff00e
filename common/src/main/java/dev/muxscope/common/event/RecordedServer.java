package dev.muxscope.common.event;

import java.util.function.IntSupplier;

/// What Flight Recorder asks a server for.
///
/// @param mode how it waits, as `select`
/// @param settings how it was set, as `key=value, key=value`
/// @param port where it listens, known once it does
/// @param commands the commands' names, separated by commas, each at the place that is its id
/// @param counters what its connections did
/// @param latency how long requests stayed in it
/// @param connections how many are open now
public record RecordedServer(
    String mode,
    String settings,
    IntSupplier port,
    String commands,
    IoCounters counters,
    LatencyHistogram latency,
    IntSupplier connections) {}
