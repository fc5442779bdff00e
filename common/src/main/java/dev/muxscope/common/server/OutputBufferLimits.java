package dev.muxscope.common.server;

import java.util.List;
import java.util.Locale;

/// Redis's `client-output-buffer-limit`: for each class of clients what may be unread at most, what
/// for some seconds only, and for how many. Sizes of 0 bound nothing.
final class OutputBufferLimits {

  static final String NAME = "client-output-buffer-limit";

  private static final String NO_CLASS =
      "Invalid client class specified in buffer limit configuration.";
  private static final String WRONG_COUNT =
      "Wrong number of arguments in buffer limit configuration.";
  private static final String WRONG_VALUE =
      "Error in hard, soft or soft_seconds setting in buffer limit configuration.";

  /// A class with its three limits.
  private record Kind(String name, Limit hard, Limit soft, Limit time) {

    private String text(Limits limits) {
      long seconds = (limits.get(time) + 999) / 1000;
      return name + " " + limits.get(hard) + " " + limits.get(soft) + " " + seconds;
    }

    private Limits set(Limits limits, List<String> words) {
      try {
        return limits
            .with(hard, bytes(words.get(1)))
            .with(soft, bytes(words.get(2)))
            .with(time, seconds(words.get(3)) * 1000);
      } catch (IllegalArgumentException _) {
        throw new IllegalArgumentException(WRONG_VALUE);
      }
    }
  }

  private static final Kind NORMAL =
      new Kind("normal", Limit.OUTPUT_BYTES, Limit.OUTPUT_SOFT_BYTES, Limit.OUTPUT_SOFT_TIME);
  private static final Kind PUBSUB =
      new Kind("pubsub", Limit.PUSH_BYTES, Limit.PUSH_SOFT_BYTES, Limit.PUSH_SOFT_TIME);

  private OutputBufferLimits() {}

  /// The limits in Redis's words. There are no replicas; what is set for them is given back.
  static String text(Limits limits) {
    Limits.Replicas none = limits.replicas();
    String slave = " slave " + none.hard() + " " + none.soft() + " " + none.seconds() + " ";
    return NORMAL.text(limits) + slave + PUBSUB.text(limits);
  }

  /// The limits with what a text changes, of one class or several.
  ///
  /// @throws IllegalArgumentException with Redis's words if the text is wrong
  static Limits parse(Limits limits, String text) {
    List<String> words = text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
    if (words.size() % 4 != 0) {
      throw new IllegalArgumentException(WRONG_COUNT);
    }
    Limits changed = limits;
    for (int i = 0; i < words.size(); i += 4) {
      changed = set(changed, words.subList(i, i + 4));
    }
    return changed;
  }

  private static Limits set(Limits limits, List<String> words) {
    String name = words.getFirst().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "normal" -> NORMAL.set(limits, words);
      case "pubsub" -> PUBSUB.set(limits, words);
      case "slave", "replica" -> replicas(limits, words);
      default -> throw new IllegalArgumentException(NO_CLASS);
    };
  }

  private static Limits replicas(Limits limits, List<String> words) {
    long hard = bytes(words.get(1));
    long soft = bytes(words.get(2));
    long seconds = seconds(words.get(3));
    if (Math.min(Math.min(hard, soft), seconds) < 0) {
      throw new IllegalArgumentException(WRONG_VALUE);
    }
    return limits.with(new Limits.Replicas(hard, soft, seconds));
  }

  /// -1 if it is no number of bytes.
  private static long bytes(String word) {
    return Limit.OUTPUT_BYTES.read(word, "").orElse(-1);
  }

  /// -1 if it is no number of seconds.
  private static long seconds(String word) {
    return word.matches("\\d{1,9}") ? Long.parseLong(word) : -1;
  }
}
