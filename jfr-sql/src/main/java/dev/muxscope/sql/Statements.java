package dev.muxscope.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes a text of SQL apart into its statements, which end with `;` outside of quotes and remarks.
///
/// @param whole the statements that are ended, without their `;`
/// @param rest what follows the last `;`
public record Statements(List<String> whole, String rest) {

  /// What begins a text that ends with the same again, as `$$` and `$tag$`; `$1` is a parameter.
  private static final Pattern DOLLARS = Pattern.compile("\\$(?:[\\p{L}_][\\p{L}\\d_]*)?\\$");

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

  /// Whether what follows the last `;` begins no statement: nothing does, or whole remarks.
  public boolean isComplete() {
    Statements left = of(rest + "\n;");
    return left.whole.isEmpty() && left.rest.isEmpty();
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

  /// The place behind the word or character at a place, or behind the quoted text or remark
  /// starting there.
  private static int next(String text, int at) {
    char c = text.charAt(at);
    if (c == '\'' || c == '"') {
      return behind(text, text.indexOf(c, at + 1), 1);
    }
    if (text.startsWith("--", at)) {
      return behind(text, text.indexOf('\n', at), 1);
    }
    if (text.startsWith("/*", at)) {
      return behindRemark(text, at);
    }
    if (c == '$') {
      return behindDollars(text, at);
    }
    return Character.isJavaIdentifierStart(c) ? behindWord(text, at) : at + 1;
  }

  private static int behind(String text, int found, int length) {
    return found < 0 ? text.length() : found + length;
  }

  /// Remarks may contain others.
  private static int behindRemark(String text, int at) {
    int depth = 0;
    for (int i = at; i < text.length(); ) {
      int change = text.startsWith("/*", i) ? 1 : text.startsWith("*/", i) ? -1 : 0;
      depth += change;
      i += change == 0 ? 1 : 2;
      if (depth == 0) {
        return i;
      }
    }
    return text.length();
  }

  private static int behindDollars(String text, int at) {
    Matcher dollars = DOLLARS.matcher(text).region(at, text.length());
    return dollars.lookingAt()
        ? behind(text, text.indexOf(dollars.group(), dollars.end()), dollars.group().length())
        : at + 1;
  }

  /// A `$` in a word quotes nothing, and the word `E` has a text with escapes follow.
  private static int behindWord(String text, int at) {
    int end = at;
    while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
      end++;
    }
    boolean escaped = text.startsWith("'", end) && text.substring(at, end).equalsIgnoreCase("e");
    return escaped ? behindEscapes(text, end + 1) : end;
  }

  private static int behindEscapes(String text, int at) {
    int end = at;
    while (end < text.length() && (text.charAt(end) != '\'' || text.startsWith("''", end))) {
      end += text.charAt(end) == '\\' || text.charAt(end) == '\'' ? 2 : 1;
    }
    return Math.min(end + 1, text.length());
  }
}
