package dev.muxscope.sql;

import java.util.ArrayList;
import java.util.List;

/// Takes a text of SQL apart into its statements, which end with `;` outside of quotes and remarks.
///
/// @param whole the statements that are ended, without their `;`
/// @param rest what follows the last `;`
public record Statements(List<String> whole, String rest) {

  public Statements {
    whole = List.copyOf(whole);
  }

  /// Takes `text` apart.
  public static Statements of(String text) {
    List<String> whole = new ArrayList<>();
    int start = 0;
    for (int at = 0; at < text.length(); ) {
      if (text.charAt(at) == ';') {
        addUnlessBlank(whole, text.substring(start, at));
        start = at + 1;
      }
      at = next(text, at);
    }
    return new Statements(whole, text.substring(start));
  }

  /// All statements, the last one without its `;` too.
  public List<String> all() {
    List<String> all = new ArrayList<>(whole);
    addUnlessBlank(all, rest);
    return all;
  }

  private static void addUnlessBlank(List<String> statements, String text) {
    if (!withoutRemarks(text).isBlank()) {
      statements.add(text.strip());
    }
  }

  private static String withoutRemarks(String text) {
    StringBuilder left = new StringBuilder();
    for (int at = 0; at < text.length(); ) {
      int next = next(text, at);
      if (!startsRemark(text, at)) {
        left.append(text, at, next);
      }
      at = next;
    }
    return left.toString();
  }

  private static boolean startsRemark(String text, int at) {
    return text.startsWith("--", at) || text.startsWith("/*", at);
  }

  /// The place behind the character at a place, or behind the quoted text or remark starting there.
  private static int next(String text, int at) {
    char c = text.charAt(at);
    if (c == '\'' || c == '"') {
      return behind(text, text.indexOf(c, at + 1), 1);
    }
    if (text.startsWith("--", at)) {
      return behind(text, text.indexOf('\n', at), 1);
    }
    if (text.startsWith("/*", at)) {
      return behind(text, text.indexOf("*/", at + 2), 2);
    }
    return at + 1;
  }

  private static int behind(String text, int found, int length) {
    return found < 0 ? text.length() : found + length;
  }
}
