package dev.muxscope.sql;

import dev.muxscope.analytics.ClassNames;
import java.util.Map;
import java.util.WeakHashMap;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import org.jspecify.annotations.Nullable;

/// Stack traces as texts, each made once: events of a chunk share their stack traces.
///
/// Owned by the thread that reads a recording.
final class StackTexts {

  private final Map<RecordedStackTrace, String> topFrames = new WeakHashMap<>();
  private final Map<RecordedStackTrace, String> applicationFrames = new WeakHashMap<>();
  private final Map<RecordedStackTrace, String> frames = new WeakHashMap<>();

  /// The topmost method, as `java.lang.Thread.sleep`; nothing for an empty stack.
  @Nullable String topFrame(RecordedStackTrace stack) {
    return known(topFrames.computeIfAbsent(stack, each -> top(each, false)));
  }

  /// The topmost method outside the platform's packages; nothing if there is none.
  @Nullable String topApplicationFrame(RecordedStackTrace stack) {
    return known(applicationFrames.computeIfAbsent(stack, each -> top(each, true)));
  }

  /// All frames from the top, one a line, of five parts separated by tabs: class, method, line
  /// number and bytecode index (-1 if not known), and how the frame ran; nothing for an empty
  /// stack.
  @Nullable String frames(RecordedStackTrace stack) {
    return known(frames.computeIfAbsent(stack, StackTexts::allFrames));
  }

  private static @Nullable String known(String text) {
    return text.isEmpty() ? null : text;
  }

  private static String top(RecordedStackTrace stack, boolean application) {
    for (RecordedFrame frame : stack.getFrames()) {
      String type = type(frame);
      if (!application || (!type.isEmpty() && !ClassNames.isPlatform(type))) {
        return type + "." + method(frame);
      }
    }
    return "";
  }

  private static String allFrames(RecordedStackTrace stack) {
    StringBuilder text = new StringBuilder();
    for (RecordedFrame frame : stack.getFrames()) {
      text.append(text.isEmpty() ? "" : "\n").append(type(frame)).append('\t');
      text.append(method(frame)).append('\t').append(frame.getLineNumber()).append('\t');
      text.append(frame.getBytecodeIndex()).append('\t').append(frame.getType());
    }
    return text.toString();
  }

  private static String type(RecordedFrame frame) {
    RecordedMethod method = frame.getMethod();
    return method == null || method.getType() == null ? "" : method.getType().getName();
  }

  private static String method(RecordedFrame frame) {
    RecordedMethod method = frame.getMethod();
    return method == null ? "" : String.valueOf(method.getName());
  }
}
