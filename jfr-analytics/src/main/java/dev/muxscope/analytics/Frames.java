package dev.muxscope.analytics;

import java.util.List;
import java.util.function.Predicate;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import org.jspecify.annotations.Nullable;

/// Names the frames of stack traces as `Type.method`, without the package.
final class Frames {

  static final String UNKNOWN = "(no stack)";

  private Frames() {}

  /// The method that ran. Native functions that it had called, which async-profiler records too,
  /// are passed over, unless there is nothing else.
  static String top(@Nullable RecordedStackTrace stack) {
    String method = first(stack, frame -> !isNative(frame.getMethod()));
    return stack == null || stack.getFrames().isEmpty() || !method.equals(UNKNOWN)
        ? method
        : stack.getFrames().getFirst().getMethod().getName();
  }

  /// The first method that is not of the JDK, or the one that ran where all are.
  static String application(@Nullable RecordedStackTrace stack) {
    String found = first(stack, frame -> isApplication(frame.getMethod()));
    return found.equals(UNKNOWN) ? top(stack) : found;
  }

  private static String first(@Nullable RecordedStackTrace stack, Predicate<RecordedFrame> wanted) {
    return stack == null
        ? UNKNOWN
        : stack.getFrames().stream()
            .filter(wanted)
            .findFirst()
            .map(frame -> name(frame.getMethod()))
            .orElse(UNKNOWN);
  }

  /// Whether a method is neither of the JDK nor native.
  static boolean isApplication(RecordedMethod method) {
    return !ClassNames.isPlatform(method.getType().getName()) && !isNative(method);
  }

  // async-profiler gives functions of libraries and of the kernel a type that no method has.
  private static boolean isNative(RecordedMethod method) {
    return String.valueOf(method.getDescriptor()).endsWith(")L;");
  }

  /// All frames from the top, as `a.b.Type.method`.
  static List<String> names(RecordedStackTrace stack) {
    return stack.getFrames().stream()
        .map(RecordedFrame::getMethod)
        .map(method -> method.getType().getName() + "." + method.getName())
        .toList();
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
