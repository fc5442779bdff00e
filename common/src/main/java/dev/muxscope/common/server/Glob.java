package dev.muxscope.common.server;

import java.nio.charset.StandardCharsets;

/// Patterns of names as clients write them: `*` stands for any bytes, `?` for one, `[abc]`, `[a-z]`
/// and `[^a]` for one of a set, `\\` makes the next byte an ordinary one. As in Redis, a set that
/// is not closed reaches to the end.
///
/// A `*` is tried again only until the next one matches, so that no pattern takes more than its own
/// length times the name's. Immutable.
final class Glob {

  /// Matches all.
  static final Glob ANY = of(new byte[] {'*'});

  private final byte[] pattern;
  private final boolean ignoreCase;

  private Glob(byte[] pattern, boolean ignoreCase) {
    this.pattern = pattern;
    this.ignoreCase = ignoreCase;
  }

  /// A pattern of bytes as they are.
  static Glob of(byte[] pattern) {
    return new Glob(pattern.clone(), false);
  }

  /// A pattern of names in any case.
  static Glob ignoringCase(String pattern) {
    return new Glob(pattern.getBytes(StandardCharsets.UTF_8), true);
  }

  /// Whether `pattern` has anything that a plain name has not.
  static boolean isPattern(String pattern) {
    return pattern.matches(".*[*?\\[\\\\].*");
  }

  boolean matches(String name) {
    return matches(name.getBytes(StandardCharsets.UTF_8));
  }

  boolean matches(byte[] name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int starred = 0;
    while (n < name.length) {
      if (p < pattern.length && pattern[p] == '*') {
        star = p++;
        starred = n;
      } else if (p < pattern.length && matchesOne(p, name[n])) {
        p = next(p);
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++starred;
      } else {
        return false;
      }
    }
    while (p < pattern.length && pattern[p] == '*') {
      p++;
    }
    return p >= pattern.length;
  }

  private boolean matchesOne(int p, byte b) {
    return switch (pattern[p]) {
      case '?' -> true;
      case '[' -> matchesSet(p + 1, b);
      case '\\' -> same(pattern[Math.min(p + 1, pattern.length - 1)], b);
      default -> same(pattern[p], b);
    };
  }

  private boolean matchesSet(int from, byte b) {
    boolean negated = from < pattern.length && pattern[from] == '^';
    int end = setEnd(from - 1);
    boolean found = false;
    int i = negated ? from + 1 : from;
    while (i < end) {
      if (pattern[i] == '\\' && i + 1 < end) {
        found |= same(pattern[i + 1], b);
        i += 2;
      } else if (i + 2 < end && pattern[i + 1] == '-') {
        found |= isBetween(pattern[i], pattern[i + 2], b);
        i += 3;
      } else {
        found |= same(pattern[i], b);
        i++;
      }
    }
    return found != negated;
  }

  /// Where the part of the pattern that stands for one byte ends.
  private int next(int p) {
    return switch (pattern[p]) {
      case '[' -> Math.min(setEnd(p) + 1, pattern.length);
      case '\\' -> Math.min(p + 2, pattern.length);
      default -> p + 1;
    };
  }

  /// Where the bracket that closes the set at `p` is, or the end.
  private int setEnd(int p) {
    int i = p + 1;
    while (i < pattern.length && pattern[i] != ']') {
      i += pattern[i] == '\\' ? 2 : 1;
    }
    return Math.min(i, pattern.length);
  }

  private boolean isBetween(byte first, byte last, byte b) {
    int from = folded(first);
    int to = folded(last);
    int value = folded(b);
    return Math.min(from, to) <= value && value <= Math.max(from, to);
  }

  private boolean same(byte a, byte b) {
    return folded(a) == folded(b);
  }

  private int folded(byte b) {
    int value = b & 0xFF;
    return ignoreCase && value >= 'A' && value <= 'Z' ? value + 'a' - 'A' : value;
  }
}
