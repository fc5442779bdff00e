package dev.muxscope.analytics;

import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import org.jspecify.annotations.Nullable;

/// Names the frames of stack traces as `Type.method`, without the package.
final class Frames {

  static final String UNKNOWN = "(no stack)";

  private Frames() {}

  /// The frame that ran.
  static String top(@Nullable RecordedStackTrace stack) {
    return stack == null || stack.getFrames().isEmpty()
        ? UNKNOWN
        : name(stack.getFrames().getFirst().getMethod());
  }

  /// The first frame that is not of the JDK, or the frame that ran where all are.
  static String application(@Nullable RecordedStackTrace stack) {
    if (stack == null) {
      return UNKNOWN;
    }
    for (RecordedFrame frame : stack.getFrames()) {
      if (!ClassNames.isPlatform(frame.getMethod().getType().getName())) {
        return name(frame.getMethod());
      }
    }
    return top(stack);
  }

  /// `Type.method`, of a type `a.b.Type`.
  static String name(RecordedMethod method) {
    return simple(method.getType().getName()) + "." + method.getName();
  }

  /// `Type` of `a.b.Type`, `Type[]` of the JVM's name for an array, `[La.b.Type;`.
  static String simple(String type) {
    String readable = ClassNames.readable(type);
    return readable.substring(readable.lastIndexOf('.') + 1);
  }
}
