package dev.muxscope.common.server;

import java.util.regex.Pattern;

/// Patterns of names as clients write them: `*` stands for any text, `?` for one character,
/// `[abc]`, `[a-z]` and `[^a]` for one of a set, `\` makes the next character an ordinary one.
final class Glob {

  private Glob() {}

  /// Whether `pattern` has anything that a plain name has not.
  static boolean isPattern(String pattern) {
    return pattern.matches(".*[*?\\[\\\\].*");
  }

  /// A matcher of whole names, in any case.
  static Pattern compile(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      int end = c == '[' ? pattern.indexOf(']', i + 1) : -1;
      if (end > 0) {
        String set = pattern.substring(i + 1, end);
        boolean negated = set.startsWith("^");
        String members = negated ? set.substring(1) : set;
        regex
            .append(negated ? "[^" : "[")
            .append(members.replaceAll("[^\\w-]", "\\\\$0"))
            .append(']');
        i = end;
      } else if (c == '\\' && i + 1 < pattern.length()) {
        regex.append(Pattern.quote(pattern.substring(++i, i + 1)));
      } else {
        regex.append(
            switch (c) {
              case '*' -> ".*";
              case '?' -> ".";
              default -> Pattern.quote(String.valueOf(c));
            });
      }
    }
    int flags = Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
    try {
      return Pattern.compile(regex.toString(), flags);
    } catch (java.util.regex.PatternSyntaxException _) {
      // A set like [] or [z-a] has no members, so that nothing matches.
      return Pattern.compile("(?!)");
    }
  }
}
