package dev.muxscope.client.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.muxscope.client.RequestLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The commands that a mix may hold.
public enum MixCommand {
  GET("key:", false),
  SET("key:", true),
  DEL("key:", false),
  EXISTS("key:", false),
  STRLEN("key:", false),
  TTL("key:", false),
  /// On keys of its own, as the values of the others are no numbers.
  INCR("counter:", false),
  PING("", false),
  ECHO("", true);

  /// As many as `redis-benchmark` writes.
  static final int KEY_DIGITS = 12;

  private final String keyPrefix;
  private final boolean hasValue;

  MixCommand(String keyPrefix, boolean hasValue) {
    this.keyPrefix = keyPrefix;
    this.hasValue = hasValue;
  }

  /// The command of a name in capitals.
  ///
  /// @throws IllegalArgumentException with one line for the user when there is none
  static MixCommand named(String name) {
    return Arrays.stream(values())
        .filter(command -> command.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "\"" + name + "\" cannot be part of a mix: use " + allNames()));
  }

  private static String allNames() {
    return Arrays.stream(values()).map(MixCommand::name).collect(Collectors.joining(" "));
  }

  boolean hasKey() {
    return !keyPrefix.isEmpty();
  }

  /// The bytes of a request, whose length does not depend on the key.
  ///
  /// @param key its number
  /// @param value sent by the commands that take one
  byte[] encode(long key, byte[] value) {
    List<byte[]> arguments = new ArrayList<>();
    arguments.add(name().getBytes(US_ASCII));
    if (hasKey()) {
      String digits = String.format(Locale.ROOT, "%0" + KEY_DIGITS + "d", key);
      arguments.add((keyPrefix + digits).getBytes(US_ASCII));
    }
    if (hasValue) {
      arguments.add(value);
    }
    return RequestLine.encode(arguments);
  }

  /// Where the last digit of the key lies in the bytes of a request.
  int lastKeyDigit() {
    byte[] zero = encode(0, new byte[0]);
    byte[] one = encode(1, new byte[0]);
    return Arrays.mismatch(zero, one);
  }
}
