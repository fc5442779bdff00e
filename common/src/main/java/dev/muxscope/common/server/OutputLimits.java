package dev.muxscope.common.server;

import java.util.List;
import java.util.Locale;

/// `client-output-buffer-limit` of `CONFIG`, in which Redis puts six limits together: for each
/// class of clients how much may be unread, how much may be so only for a time, and that time in
/// seconds. No state.
final class OutputLimits {

  static final String PARAMETER = "client-output-buffer-limit";

  private static final String WRONG_NUMBER =
      "Wrong number of arguments in buffer limit configuration.";
  private static final String WRONG_CLASS =
      "Invalid client class specified in buffer limit configuration.";
  private static final String WRONG_VALUE =
      "Error in hard, soft or soft_seconds setting in buffer limit configuration.";
  private static final String NO_REPLICAS = "there are no replicas, so theirs can only be 0 0 0";

  private static final List<Limit> NORMAL =
      List.of(Limit.OUTPUT_BYTES, Limit.OUTPUT_SOFT_BYTES, Limit.OUTPUT_SOFT_TIME);
  private static final List<Limit> PUBSUB =
      List.of(Limit.PUSH_BYTES, Limit.PUSH_SOFT_BYTES, Limit.PUSH_SOFT_TIME);

  private OutputLimits() {}

  /// All classes, as `CONFIG GET` shows them.
  static String text(Limits limits) {
    return "normal" + text(limits, NORMAL) + " slave 0 0 0 pubsub" + text(limits, PUBSUB);
  }

  private static String text(Limits limits, List<Limit> ofClass) {
    StringBuilder text = new StringBuilder();
    for (Limit each : ofClass) {
      long value = limits.get(each);
      text.append(' ').append(each.unit().isTime() ? (value + 999) / 1000 : value);
    }
    return text.toString();
  }

  /// The same limits but for the classes that `text` names.
  ///
  /// @throws IllegalArgumentException if it is malformed, in Redis's words, or out of range
  static Limits with(Limits before, String text) {
    String[] words = text.isBlank() ? new String[0] : text.strip().split("\\s+");
    if (words.length % 4 != 0) {
      throw new IllegalArgumentException(WRONG_NUMBER);
    }
    Limits changed = before;
    for (int i = 0; i < words.length; i += 4) {
      List<String> values = List.of(words).subList(i + 1, i + 4);
      changed =
          switch (words[i].toLowerCase(Locale.ROOT)) {
            case "normal" -> with(changed, NORMAL, values);
            case "pubsub" -> with(changed, PUBSUB, values);
            case "slave", "replica" -> withReplicas(changed, values);
            default -> throw new IllegalArgumentException(WRONG_CLASS);
          };
    }
    return changed;
  }

  private static Limits with(Limits before, List<Limit> ofClass, List<String> values) {
    Limits changed = before;
    for (int i = 0; i < values.size(); i++) {
      String value = values.get(i);
      boolean seconds = ofClass.get(i).unit().isTime();
      if (!value.matches(seconds ? "\\d{1,10}" : "(?i)\\d{1,18}([kmg]?b?)")) {
        throw new IllegalArgumentException(WRONG_VALUE);
      }
      changed = changed.with(ofClass.get(i), ofClass.get(i).parse(value, seconds ? "s" : ""));
    }
    return changed;
  }

  private static Limits withReplicas(Limits before, List<String> values) {
    if (!values.equals(List.of("0", "0", "0"))) {
      throw new IllegalArgumentException(NO_REPLICAS);
    }
    return before;
  }
}
