package dev.muxscope.common.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One request: a command and its arguments, as a view of the buffer they were read into.
///
/// Argument 0 is the command's name. The view is valid until the handler that it was given to
/// returns; whoever wants to keep an argument copies it with [#bytes] or [#text]. Owned by the
/// thread that runs the connection.
public final class Request {

  private static final int USUAL_ARGUMENTS = 8;
  private static final int KEPT_ARGUMENTS = 1024;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Key key = new Key();
  private ByteBuffer buffer = NOTHING;
  private int start;
  private int size;
  private int count;
  private int[] offsets = new int[USUAL_ARGUMENTS];
  private int[] lengths = new int[USUAL_ARGUMENTS];
  private boolean inline;
  private String line = "";

  Request() {}

  /// How many arguments there are, the command's name among them.
  public int count() {
    return count;
  }

  /// How many bytes argument `index` has.
  public int length(int index) {
    return lengths[check(index)];
  }

  /// The byte at `position` of argument `index`.
  public byte at(int index, int position) {
    return buffer.get(start + offsets[index] + position);
  }

  /// A copy of argument `index`.
  public byte[] bytes(int index) {
    if (buffer.hasArray()) {
      // Of long arguments, which lie in such buffers, the JVM then does not clear the copy before.
      int from = buffer.arrayOffset() + start + offsets[check(index)];
      return Arrays.copyOfRange(buffer.array(), from, from + lengths[index]);
    }
    byte[] copy = new byte[length(index)];
    copyTo(index, copy, 0);
    return copy;
  }

  /// Copies argument `index` whole to `target` from `position` on.
  public void copyTo(int index, byte[] target, int position) {
    buffer.get(start + offsets[check(index)], target, position, lengths[index]);
  }

  /// Copies argument `index` whole to the position of `target`, which must have the room.
  public void copyTo(int index, ByteBuffer target) {
    int length = lengths[check(index)];
    target.put(target.position(), buffer, start + offsets[index], length);
    target.position(target.position() + length);
  }

  /// Argument `index` as UTF-8; malformed bytes become replacement characters.
  public String text(int index) {
    return new String(bytes(index), StandardCharsets.UTF_8);
  }

  /// Argument `index` as a key for look-ups, valid until the next call. To store it, use
  /// [Key#copy].
  public Key key(int index) {
    return key.set(this, index);
  }

  /// Whether argument `index` is a whole decimal number as Redis takes it: an optional `-`, no
  /// leading zeros, no spaces, within 64 bits.
  public boolean isNumber(int index) {
    int from = start + offsets[check(index)];
    return Decimal.isValid(buffer, from, from + lengths[index]);
  }

  /// The value of an argument that [#isNumber].
  public long number(int index) {
    int from = start + offsets[check(index)];
    return Decimal.parse(buffer, from, from + lengths[index]);
  }

  /// Argument `index` as an error may quote it: one character a byte, up to a zero byte, which ends
  /// a text in Redis.
  public String quoted(int index) {
    return quoted(index, length(index));
  }

  /// The same of no more than its first `most` bytes, of which alone it makes a copy.
  public String quoted(int index, int most) {
    byte[] first = new byte[Math.min(length(index), most)];
    buffer.get(start + offsets[index], first);
    String text = new String(first, StandardCharsets.ISO_8859_1);
    int zero = text.indexOf(0);
    return zero < 0 ? text : text.substring(0, zero);
  }

  /// Whether argument `index` is the option `word`, whatever its case. A zero byte ends it, as it
  /// does in Redis.
  ///
  /// @param word ASCII
  public boolean matches(int index, String word) {
    int length = word.length();
    boolean ends = length(index) == length || (length(index) > length && at(index, length) == 0);
    return ends && begins(index, word);
  }

  /// Whether argument `index` is all of the name `word`, whatever its case.
  ///
  /// @param word ASCII
  public boolean names(int index, String word) {
    return length(index) == word.length() && begins(index, word);
  }

  private boolean begins(int index, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (upper(at(index, i)) != upper((byte) word.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /// Whether it came as a line of text rather than as an array.
  public boolean inline() {
    return inline;
  }

  /// The whole line of an inline request when [ParserLimits#proseLines] asks for it, else empty.
  public String line() {
    return line;
  }

  /// The ASCII upper case of a byte.
  public static byte upper(byte b) {
    return b >= 'a' && b <= 'z' ? (byte) (b - ('a' - 'A')) : b;
  }

  /// Forgets everything, so that it holds no memory of the request before while the next arrives.
  void reset() {
    buffer = NOTHING;
    key.trim();
    count = 0;
    inline = false;
    line = "";
    if (offsets.length > KEPT_ARGUMENTS) {
      offsets = new int[USUAL_ARGUMENTS];
      lengths = new int[USUAL_ARGUMENTS];
    }
  }

  /// Adds an argument.
  ///
  /// @param offset from the request's first byte, so that the bytes may move while it is incomplete
  void add(int offset, int length) {
    if (count == offsets.length) {
      int[] longerOffsets = Arrays.copyOf(offsets, count * 2);
      lengths = Arrays.copyOf(lengths, count * 2);
      // Last: if memory is wanting, the lengths may have more room, but never less.
      offsets = longerOffsets;
    }
    offsets[count] = offset;
    lengths[count] = length;
    count++;
  }

  void addLine(String text) {
    inline = true;
    line = text;
  }

  void complete(ByteBuffer in, int from, int bytes) {
    buffer = in;
    start = from;
    size = bytes;
  }

  /// How many bytes the places and lengths of its arguments take in memory.
  int tableBytes() {
    return (int) Math.min(2L * Integer.BYTES * offsets.length, Integer.MAX_VALUE);
  }

  /// How many bytes it took on the wire.
  int size() {
    return size;
  }

  private int check(int index) {
    if (index < 0 || index >= count) {
      throw new IndexOutOfBoundsException("argument " + index + " of " + count);
    }
    return index;
  }
}
