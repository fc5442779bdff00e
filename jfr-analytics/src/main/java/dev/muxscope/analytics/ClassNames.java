package dev.muxscope.analytics;

import java.util.regex.Pattern;

/// What names of classes tell, and how people write them.
public final class ClassNames {

  private static final Pattern PLATFORM = Pattern.compile("(java|javax|jdk|sun|com\\.sun)\\..*");

  private ClassNames() {}

  /// Whether a class, or a frame that starts with it, is of the JDK.
  public static boolean isPlatform(String name) {
    return PLATFORM.matcher(name).matches();
  }

  /// The name of an array class, as `[B` or `[[Ljava.lang.String;`, in the form `byte[]`; any other
  /// name as it is.
  public static String readable(String name) {
    int dimensions = 0;
    while (dimensions < name.length() && name.charAt(dimensions) == '[') {
      dimensions++;
    }
    return dimensions == 0 || dimensions == name.length()
        ? name
        : element(name.substring(dimensions)) + "[]".repeat(dimensions);
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
      default ->
          code.startsWith("L") && code.endsWith(";") ? code.substring(1, code.length() - 1) : code;
    };
  }
}
