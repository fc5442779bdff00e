package dev.muxscope.sql;

/// Names of classes as people write them.
final class ClassNames {

  private ClassNames() {}

  /// The name of an array class, as `[B` or `[[Ljava.lang.String;`, in the form `byte[]`; any other
  /// name as it is.
  static String readable(String name) {
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
