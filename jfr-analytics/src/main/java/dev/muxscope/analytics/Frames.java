package dev.muxscope.analytics;

import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import org.jspecify.annotations.Nullable;

/// Names the frames of stack traces as `Type.method`, without the package.
final class Frames {

  static final String UNKNOWN = "(no stack)";

  private static final Pattern PLATFORM = Pattern.compile("(java|javax|jdk|sun|com\\.sun)\\..*");

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
      if (!isPlatform(frame.getMethod().getType().getName())) {
        return name(frame.getMethod());
      }
    }
    return top(stack);
  }

  /// Whether a type, or a frame that starts with it, is of the JDK.
  static boolean isPlatform(String name) {
    return PLATFORM.matcher(name).matches();
  }

  /// `Type.method`, of a type `a.b.Type`.
  static String name(RecordedMethod method) {
    return simple(method.getType().getName()) + "." + method.getName();
  }

  /// `Type` of `a.b.Type`, `Type[]` of the JVM's name for an array, `[La.b.Type;`.
  static String simple(String type) {
    if (type.startsWith("[")) {
      return element(type.substring(1)) + "[]";
    }
    return type.substring(type.lastIndexOf('.') + 1);
  }

  private static String element(String code) {
    return switch (code) {
      case "Z" -> "boolean";
      case "B" -> "byte";
      case "C" -> "char";
      case "S" -> "short";
      case "I" -> "int";
      case "J" -> "long";
      case "F" -> "float";
      case "D" -> "double";
      default -> code.startsWith("L") ? simple(code.substring(1, code.length() - 1)) : simple(code);
    };
  }
}
