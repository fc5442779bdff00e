package dev.muxscope.common.event;

import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;

/// The gate before all of Muxscope's Flight Recorder events.
///
/// An event class of one's own costs some 200 ms when it is first used, even if nothing is
/// recorded. So none is touched before Flight Recorder itself starts, by `--record` or from outside
/// with `jcmd`; until then the gate is one read of a field.
public final class FlightEvents {

  private static volatile boolean on;

  private FlightEvents() {}

  /// Whether events may be made. Ask this before touching an event class.
  public static boolean on() {
    return on;
  }

  /// Opens the gate as soon as Flight Recorder starts, and has `source` asked for the periodic
  /// events from then on.
  public static void openFor(RecordedServer source) {
    FlightRecorder.addListener(
        new FlightRecorderListener() {
          @Override
          public void recorderInitialized(FlightRecorder recorder) {
            PeriodicEvents.register(source);
            on = true;
          }

          @Override
          public void recordingStateChanged(Recording recording) {
            // Durations since the last recording are in none.
            if (recording.getState() == RecordingState.RUNNING && running() == 1) {
              long[] _ = source.latency().drain();
            }
          }
        });
  }

  private static long running() {
    return FlightRecorder.getFlightRecorder().getRecordings().stream()
        .filter(each -> each.getState() == RecordingState.RUNNING)
        .count();
  }
}
