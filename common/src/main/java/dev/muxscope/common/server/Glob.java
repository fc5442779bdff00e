package dev.muxscope.common.server;

import java.nio.charset.StandardCharsets;

/// Patterns of names as clients write them: `*` stands for any bytes, `?` for one, `[abc]`, `[a-z]`
/// and `[^a]` for one of a set, `\\` makes the next byte an ordinary one.
///
/// As in Redis, a pattern is read from left to right: after `x-` the next byte ends a range in any
/// case, even if it is `]` or `\\`, and a set that is not closed reaches to the end. Nothing but
/// the empty pattern matches the empty name.
///
/// A `*` is tried again only until the next one matches, so that no pattern takes more than its own
/// length times the name's. Immutable.
final class Glob {

  private static final int NONE = -1;

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

  /// Whether `pattern` may match several names. As in Redis, `\\` alone does not make it one.
  static boolean isPattern(String pattern) {
    return pattern.matches("(?s).*[*?\\[].*");
  }

  boolean matches(String name) {
    return matches(name.getBytes(StandardCharsets.UTF_8));
  }

  boolean matches(byte[] name) {
    if (name.length == 0) {
      return pattern.length == 0;
    }
    int p = 0;
    int n = 0;
    int star = NONE;
    int starred = 0;
    while (n < name.length) {
      int next = next(p, name[n]);
      if (p < pattern.length && pattern[p] == '*') {
        star = p++;
        starred = n;
      } else if (next != NONE) {
        p = next;
        n++;
      } else if (star != NONE) {
        p = star + 1;
        n = ++starred;
      } else {
        return false;
      }
    }
    while (p < pattern.length && pattern[p] == '*') {
      p++;
    }
    return p == pattern.length;
  }

  /// Where the pattern goes on behind what stands for one byte at `p`, or [#NONE] if that is not
  /// this byte.
  private int next(int p, byte b) {
    if (p == pattern.length) {
      return NONE;
    }
    return switch (pattern[p]) {
      case '?' -> p + 1;
      case '[' -> nextOfSet(p + 1, b);
      case '\\' -> nextOfByte(Math.min(p + 1, pattern.length - 1), b);
      default -> nextOfByte(p, b);
    };
  }

  private int nextOfByte(int p, byte b) {
    return same(pattern[p], b) ? p + 1 : NONE;
  }

  private int nextOfSet(int from, byte b) {
    boolean negated = from < pattern.length && pattern[from] == '^';
    boolean found = false;
    int i = negated ? from + 1 : from;
    while (i < pattern.length && pattern[i] != ']') {
      int left = pattern.length - i;
      if (pattern[i] == '\\' && left >= 2) {
        found |= pattern[i + 1] == b;
        i += 2;
      } else if (left >= 3 && pattern[i + 1] == '-') {
        found |= isBetween(pattern[i], pattern[i + 2], b);
        i += 3;
      } else {
        found |= same(pattern[i], b);
        i++;
      }
    }
    return found == negated ? NONE : Math.min(i + 1, pattern.length);
  }

  /// Bytes are signed, as in Redis on most machines.
  private boolean isBetween(byte first, byte last, byte b) {
    int from = folded(Math.min(first, last));
    int to = folded(Math.max(first, last));
    return from <= folded(b) && folded(b) <= to;
  }

  private boolean same(byte a, byte b) {
    return folded(a) == folded(b);
  }

  private int folded(int b) {
    return ignoreCase && b >= 'A' && b <= 'Z' ? b + 'a' - 'A' : b;
  }
}
