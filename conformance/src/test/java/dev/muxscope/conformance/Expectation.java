package dev.muxscope.conformance;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// The bytes that must come back: literal parts and patterns, in order, and nothing else.
///
/// Received bytes are handed over one character a byte (ISO 8859-1). Immutable.
final class Expectation {

  /// One `<`, `<~` or `<$~` line.
  sealed interface Part {
    String shown();
  }

  /// Exactly these bytes, one character a byte.
  record Exactly(String latin1) implements Part {
    @Override
    public String shown() {
      return Escapes.encode(Escapes.bytes(latin1));
    }
  }

  /// Whatever the regular expression matches.
  record Matching(String regex) implements Part {
    @Override
    public String shown() {
      return "anything like " + regex;
    }
  }

  /// A bulk or verbatim string whose length is as declared and whose text the regular expression
  /// matches.
  record BulkMatching(String regex) implements Part {
    @Override
    public String shown() {
      return "a bulk or verbatim string like " + regex;
    }
  }

  enum Verdict {
    COMPLETE,
    NEEDS_MORE,
    WRONG
  }

  private static final int SHOWN = 400;

  private final List<Part> parts;
  private final Pattern pattern;

  /// @throws PatternSyntaxException if a part's regular expression is malformed
  Expectation(List<Part> parts) {
    this.parts = List.copyOf(parts);
    this.pattern = compile(this.parts);
  }

  static Expectation exactly(byte[] bytes) {
    return new Expectation(List.of(new Exactly(Escapes.latin1(bytes))));
  }

  List<Part> parts() {
    return parts;
  }

  /// Says whether `received` is all that was expected, its beginning, or something else.
  Verdict check(String received) {
    Matcher matcher = pattern.matcher(received);
    if (matcher.matches()) {
      return lengths(matcher);
    }
    return matcher.hitEnd() ? Verdict.NEEDS_MORE : Verdict.WRONG;
  }

  /// Describes the first part, or the first line of it, that `received` does not fulfil, and what
  /// stands there instead.
  String difference(String received) {
    int matched = 0;
    int from = 0;
    for (int count = 1; count <= parts.size(); count++) {
      Matcher matcher = compile(parts.subList(0, count)).matcher(received);
      if (!matcher.lookingAt()) {
        break;
      }
      matched = count;
      from = matcher.end();
    }
    if (matched < parts.size() && parts.get(matched) instanceof Exactly(String latin1)) {
      int same = sameLines(latin1, received.substring(from));
      return difference(new Exactly(latin1.substring(same)).shown(), received, from + same);
    }
    String wanted =
        matched < parts.size() ? parts.get(matched).shown() : "nothing more, and right lengths";
    return difference(wanted, received, from);
  }

  private static String difference(String wanted, String received, int from) {
    return "after %d bytes as expected%n  expected: %s%n  received: %s%n  all of it: %s"
        .formatted(from, cut(wanted), shown(received.substring(from)), shown(received));
  }

  /// How many bytes the complete lines take that both begin with.
  private static int sameLines(String one, String other) {
    int same = 0;
    while (same < Math.min(one.length(), other.length())
        && one.charAt(same) == other.charAt(same)) {
      same++;
    }
    return one.lastIndexOf('\n', same - 1) + 1;
  }

  private static Pattern compile(List<Part> parts) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      switch (parts.get(i)) {
        case Exactly part -> regex.append(Pattern.quote(part.latin1()));
        case Matching part -> regex.append("(?:").append(part.regex()).append(')');
        case BulkMatching part -> regex.append(bulk(part.regex(), i));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  private static String bulk(String regex, int index) {
    return "[$=](?<length%d>\\d+)\\r\\n(?<body%d>%s)\\r\\n".formatted(index, index, regex);
  }

  private Verdict lengths(Matcher matcher) {
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i) instanceof BulkMatching) {
        int actual = matcher.group("body" + i).length();
        int declared = Integer.parseInt(matcher.group("length" + i));
        if (actual != declared) {
          return actual < declared ? Verdict.NEEDS_MORE : Verdict.WRONG;
        }
      }
    }
    return Verdict.COMPLETE;
  }

  private static String shown(String received) {
    return received.isEmpty() ? "nothing" : cut(Escapes.encode(Escapes.bytes(received)));
  }

  private static String cut(String text) {
    return text.length() <= SHOWN
        ? text
        : text.substring(0, SHOWN) + "... (" + text.length() + " characters)";
  }
}
