package dev.muxscope.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// What a server answers, in RESP2 or RESP3. Immutable, but for the bytes of strings, which nobody
/// should change.
public sealed interface Reply {

  /// A status, as `OK`.
  record SimpleString(String text) implements Reply {}

  /// An error, without its leading `-`, as `ERR unknown command 'x'`.
  record ErrorReply(String text) implements Reply {}

  record IntegerReply(long value) implements Reply {}

  /// A string of any bytes.
  // The bytes are the value; copying each reply to guard it would help nobody.
  @SuppressWarnings("ArrayRecordComponent")
  record BulkString(byte[] bytes) implements Reply {

    /// The bytes as UTF-8.
    public String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof BulkString(byte[] others) && Arrays.equals(bytes, others);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return "BulkString[" + text() + "]";
    }
  }

  record ArrayReply(List<Reply> elements) implements Reply {}

  /// RESP3.
  ///
  /// @param entries in the order they were sent
  record MapReply(List<Map.Entry<Reply, Reply>> entries) implements Reply {}

  /// RESP3; in the order the elements were sent.
  record SetReply(List<Reply> elements) implements Reply {}

  /// RESP3: a message that answers no request.
  record PushReply(List<Reply> elements) implements Reply {}

  /// RESP3.
  record DoubleReply(double value) implements Reply {}

  /// RESP3.
  record BooleanReply(boolean value) implements Reply {}

  /// Nothing: RESP3's null, and the null string and null array of RESP2.
  record NullReply() implements Reply {}

  /// RESP3: an integer of any length, in decimal.
  record BigNumber(String digits) implements Reply {}

  /// RESP3: text that is meant to be shown as it is.
  ///
  /// @param format three letters, as `txt` or `mkd`
  record VerbatimString(String format, String text) implements Reply {}
}
