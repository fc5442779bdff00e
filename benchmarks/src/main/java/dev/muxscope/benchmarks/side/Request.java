package dev.muxscope.benchmarks.side;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is asked of a server over and over.
///
/// @param command which
/// @param valueBytes of the value that is read or written; 0 for `PING`
record Request(Command command, int valueBytes) {

  private static final int MOST_BYTES = 1 << 20;
  private static final Pattern WORD = Pattern.compile("(GET|SET)(\\d{1,7})");

  enum Command {
    PING,
    GET,
    SET
  }

  /// Of a word as `PING`, `GET64` or `SET4096`.
  ///
  /// @throws UsageException if it is none
  static Request parse(String word) throws UsageException {
    String capitals = word.toUpperCase(Locale.ROOT);
    Matcher sized = WORD.matcher(capitals);
    if (capitals.equals("PING")) {
      return new Request(Command.PING, 0);
    }
    if (sized.matches()) {
      int bytes = Integer.parseInt(sized.group(2));
      if (bytes >= 1 && bytes <= MOST_BYTES) {
        return new Request(Command.valueOf(sized.group(1)), bytes);
      }
    }
    throw new UsageException(
        "--requests takes PING, or GET or SET with 1 to "
            + MOST_BYTES
            + " bytes as GET64, not "
            + word);
  }

  /// The words that make `redis-benchmark` send it.
  List<String> benchmarkWords() {
    return switch (command) {
      case PING -> List.of("-t", "ping_mbulk");
      case GET -> List.of("-t", "get");
      case SET -> List.of("-t", "set", "-d", Integer.toString(valueBytes));
    };
  }

  @Override
  public String toString() {
    return command == Command.PING ? "PING" : command.name() + valueBytes;
  }
}
