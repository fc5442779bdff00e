/// What way of waiting for sockets would suit a service: numbers go in, reasons and predictions
/// come out. Knows nothing of recordings, and does no I/O.
package dev.muxscope.analytics.advice;
