package dev.muxscope.benchmarks.side;

/// What one run has shown.
///
/// @param contender by name
/// @param place under which load
/// @param round from 0; each has a server process of its own
/// @param cpuMicros CPU time of the whole server process, user and system, per request
/// @param perSecond requests a second
/// @param compiled whether its compilers, if it has any, had come to rest before
record Measurement(
    String contender,
    Place place,
    int round,
    double cpuMicros,
    double perSecond,
    boolean compiled) {}
