package dev.muxscope.benchmarks.side;

import dev.muxscope.benchmarks.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is asked of a server over and over.
///
/// @param command which
/// @param valueBytes of the value that is read or written; 0 if there is none
/// @param keys of which each request takes one by chance, at least 1
record Request(Command command, int valueBytes, int keys) {

  static final Request PING = new Request(Command.PING, 0, 1);

  private static final int MOST_BYTES = 1 << 20;

  /// As many as the floor's table holds with room to spare.
  private static final int MOST_KEYS = 1_000_000;

  private static final long MOST_STORED_BYTES = 1 << 30;
  private static final Pattern WORD = Pattern.compile("(GET|SET)(\\d{1,7})(?:X(\\d{1,7}))?");

  enum Command {
    PING,
    /// `PING`, each of them, or each pipeline, on a new connection.
    CONNECT,
    GET,
    SET
  }

  /// Of a word as `PING`, `CONNECT`, `GET64`, or `SET4096x1000` for 1,000 keys.
  ///
  /// @throws UsageException if it is none
  static Request parse(String word) throws UsageException {
    String capitals = word.toUpperCase(Locale.ROOT);
    Matcher sized = WORD.matcher(capitals);
    if (capitals.equals("PING")) {
      return PING;
    }
    if (capitals.equals("CONNECT")) {
      return new Request(Command.CONNECT, 0, 1);
    }
    if (sized.matches()) {
      int bytes = Integer.parseInt(sized.group(2));
      int keys = sized.group(3) == null ? 1 : Integer.parseInt(sized.group(3));
      if (isWithin(bytes, MOST_BYTES)
          && isWithin(keys, MOST_KEYS)
          && (long) bytes * keys <= MOST_STORED_BYTES) {
        return new Request(Command.valueOf(sized.group(1)), bytes, keys);
      }
    }
    throw new UsageException(
        "--requests takes PING, CONNECT, or GET or SET with 1 to "
            + MOST_BYTES
            + " bytes as GET64, and with up to "
            + MOST_KEYS
            + " keys as GET64x1000000, 1 GiB in all, not "
            + word);
  }

  private static boolean isWithin(int number, int most) {
    return number >= 1 && number <= most;
  }

  /// Whether it is about a value in the store.
  boolean hasValue() {
    return valueBytes > 0;
  }

  /// The words that make `redis-benchmark` send it.
  List<String> benchmarkWords() {
    String test = hasValue() ? command.name().toLowerCase(Locale.ROOT) : "ping_mbulk";
    List<String> words = new ArrayList<>(List.of("-t", test));
    if (command == Command.CONNECT) {
      words.addAll(List.of("-k", "0"));
    }
    if (command == Command.SET) {
      words.addAll(List.of("-d", Integer.toString(valueBytes)));
    }
    if (keys > 1) {
      words.addAll(List.of("-r", Integer.toString(keys)));
    }
    return words;
  }

  @Override
  public String toString() {
    return hasValue()
        ? command.name() + valueBytes + (keys == 1 ? "" : "x" + keys)
        : command.name();
  }
}
