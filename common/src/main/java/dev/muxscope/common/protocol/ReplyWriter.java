package dev.muxscope.common.protocol;

import dev.muxscope.common.transport.DirectBuffers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Appends replies to an output buffer, in RESP2 or RESP3. It does no I/O.
///
/// The buffer grows as needed and falls back to its first one when it is [#clear]ed after a large
/// reply, of more than [#USUAL_BYTES]. The first one is direct, so that the kernel reads it where
/// it is, unless the writer is soon dropped. A larger one is direct while one of a few is left that
/// is long enough, else on the heap: a server of large replies would else grow by gigabytes outside
/// of it. Owned by one thread at a time; one writer may serve many connections in turn, which is
/// why [#protocol] is set before each batch.
public final class ReplyWriter {

  /// The buffer's first size in bytes, but of an [#extra] writer.
  public static final int USUAL_BYTES = 64 * 1024;

  /// The first size of an [#extra] writer's buffer in bytes.
  static final int EXTRA_BYTES = 4 * 1024;

  /// What one array holds.
  private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  /// What a direct buffer for a larger reply holds.
  private static final int LARGE_BYTES = 2 * 1024 * 1024;

  private static final int MOST_LARGE = 8;

  /// Which part of the memory for direct buffers, by default as much as for the heap, they may be.
  private static final int PART_OF_MEMORY = 16;

  /// The kernel is offered all that is in one of them at once. Of a buffer on the heap the JDK
  /// copies part after part, and each part wakes a client that has read the one before. Of all
  /// writers, since direct memory is the process's.
  private static final DirectBuffers LARGE =
      new DirectBuffers(
          LARGE_BYTES,
          Math.clamp(
              Runtime.getRuntime().maxMemory() / PART_OF_MEMORY / LARGE_BYTES, 1, MOST_LARGE));

  private static final byte[] OK = ascii("+OK\r\n");
  private static final byte[] PONG = ascii("+PONG\r\n");
  private static final byte[] NULL2 = ascii("$-1\r\n");
  private static final byte[] NULL2_ARRAY = ascii("*-1\r\n");
  private static final byte[] NULL3 = ascii("_\r\n");
  private static final byte[] PLAIN_TEXT = ascii("txt:");
  private static final byte[] MIN_LONG = ascii("-9223372036854775808");

  /// A length header or an integer: a type, a sign, 19 digits, CR LF.
  private static final int HEADER_BYTES = 1 + 20 + 2;

  private final ByteBuffer first;
  private ByteBuffer buffer;
  private int protocol = 2;
  private int messagesEnd;

  /// A writer with an empty direct buffer of [#USUAL_BYTES].
  public ReplyWriter() {
    this(ByteBuffer.allocateDirect(USUAL_BYTES));
  }

  private ReplyWriter(ByteBuffer first) {
    this.first = first;
    this.buffer = first;
  }

  /// A writer with an empty buffer of [#EXTRA_BYTES] on the heap, to be dropped after use: there
  /// may be one a connection, each stuck in a write or in a handler that blocks, and the memory of
  /// direct buffers that are dropped is given back late.
  public static ReplyWriter extra() {
    return new ReplyWriter(ByteBuffer.allocate(EXTRA_BYTES));
  }

  /// Whether its first buffer is direct, so that it had better be used again.
  public boolean isDirect() {
    return first.isDirect();
  }

  /// Says which protocol the next replies are written in.
  ///
  /// @param version 2 or 3
  public void protocol(int version) {
    protocol = version;
  }

  /// The protocol version that replies are written in, 2 or 3.
  public int protocol() {
    return protocol;
  }

  /// How many bytes have been written since the last [#clear].
  public int size() {
    return buffer.position();
  }

  /// Takes back all that was written behind the first `size` bytes.
  public void truncate(int size) {
    buffer.position(size);
    messagesEnd = Math.min(messagesEnd, size);
  }

  /// Forgets everything written, and the room that a large reply took. To be called when the writer
  /// is used no more, too.
  public void clear() {
    if (buffer.capacity() > USUAL_BYTES) {
      use(first);
    }
    buffer.clear();
    messagesEnd = 0;
  }

  /// What was written, ready to be sent: position to limit. [#clear] before writing again.
  public ByteBuffer flip() {
    return buffer.flip();
  }

  /// A message that answers no request.
  ///
  /// @param encoded as it is sent, but for the first byte, in which the protocols differ
  public void append(byte[] encoded) {
    int start = buffer.position();
    raw(encoded);
    buffer.put(start, (byte) pushType());
    messagesEnd = buffer.position();
  }

  /// Up to where messages were written by [#append] and between [#push] and [#endPush], 0 if none
  /// was: what a client gets even if it wants no replies.
  public int messagesEnd() {
    return messagesEnd;
  }

  /// The head of a message that answers no request; `size` replies follow, and [#endPush]. An array
  /// in RESP2.
  public void push(int size) {
    header(pushType(), size);
  }

  private char pushType() {
    return protocol == 2 ? '*' : '>';
  }

  /// Says that the replies after [#push] are written.
  public void endPush() {
    messagesEnd = buffer.position();
  }

  /// `+OK`
  public void ok() {
    raw(OK);
  }

  /// `+PONG`
  public void pong() {
    raw(PONG);
  }

  /// A simple string. Line breaks in it become spaces.
  public void status(String text) {
    line('+', text.getBytes(StandardCharsets.UTF_8));
  }

  /// An error reply. Line breaks in it become spaces.
  ///
  /// @param message begins with a code in capitals, as `ERR `
  public void error(String message) {
    line('-', message.getBytes(StandardCharsets.UTF_8));
  }

  /// An error reply that quotes a client's bytes.
  ///
  /// @param message one character a byte, so that any byte comes back as it was sent
  public void errorBytes(String message) {
    line('-', message.getBytes(StandardCharsets.ISO_8859_1));
  }

  /// An integer.
  public void integer(long value) {
    header(':', value);
  }

  /// A bulk string: bytes of any kind.
  public void bulk(byte[] bytes) {
    textHead('$', bytes.length);
    buffer.put(bytes);
    endLine();
  }

  /// A bulk string of UTF-8 text.
  public void bulk(String text) {
    bulk(text.getBytes(StandardCharsets.UTF_8));
  }

  /// A bulk string with the bytes of a request's argument.
  public void bulk(Request request, int index) {
    textHead('$', request.length(index));
    request.copyTo(index, buffer);
    endLine();
  }

  /// Text of many lines for people: a verbatim string in RESP3, a bulk string in RESP2.
  public void verbatim(String text) {
    if (protocol == 2) {
      bulk(text);
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    textHead('=', (long) PLAIN_TEXT.length + bytes.length);
    buffer.put(PLAIN_TEXT).put(bytes);
    endLine();
  }

  /// No value: a null bulk string in RESP2.
  public void nothing() {
    raw(protocol == 2 ? NULL2 : NULL3);
  }

  /// No array: a null array in RESP2.
  public void noArray() {
    raw(protocol == 2 ? NULL2_ARRAY : NULL3);
  }

  /// The head of an array; `size` replies follow.
  public void array(int size) {
    header('*', size);
  }

  /// The head of a map; `size` pairs of replies follow. A flat array in RESP2.
  public void map(int size) {
    if (protocol == 2) {
      header('*', size * 2L);
    } else {
      header('%', size);
    }
  }

  /// The head of a set; `size` replies follow. An array in RESP2.
  public void set(int size) {
    header(protocol == 2 ? '*' : '~', size);
  }

  /// Line breaks at the end are left out, others become spaces, as in Redis.
  private void line(char type, byte[] text) {
    int length = text.length;
    while (length > 0 && isLineBreak(text[length - 1])) {
      length--;
    }
    room(length + 3);
    buffer.put((byte) type);
    for (int i = 0; i < length; i++) {
      buffer.put(isLineBreak(text[i]) ? (byte) ' ' : text[i]);
    }
    endLine();
  }

  private static boolean isLineBreak(byte b) {
    return b == '\r' || b == '\n';
  }

  private void header(char type, long value) {
    room(HEADER_BYTES);
    buffer.put((byte) type);
    if (value >= 0 && value < 10) {
      buffer.put((byte) ('0' + value));
    } else {
      digits(value);
    }
    endLine();
  }

  /// Makes room for the whole string: a large one is to move once, not again for its end.
  private void textHead(char type, long length) {
    room(HEADER_BYTES + length + 2);
    header(type, length);
  }

  private void digits(long value) {
    if (value == Long.MIN_VALUE) {
      buffer.put(MIN_LONG);
      return;
    }
    if (value < 0) {
      buffer.put((byte) '-');
    }
    long rest = Math.abs(value);
    int end = buffer.position() + digitCount(rest);
    buffer.position(end);
    for (int i = end - 1; rest > 0; i--) {
      buffer.put(i, (byte) ('0' + rest % 10));
      rest /= 10;
    }
  }

  private static int digitCount(long value) {
    int count = 0;
    for (long rest = value; rest > 0; rest /= 10) {
      count++;
    }
    return count;
  }

  /// In room that is there.
  private void endLine() {
    buffer.put((byte) '\r').put((byte) '\n');
  }

  private void raw(byte[] bytes) {
    room(bytes.length);
    buffer.put(bytes);
  }

  private void room(long bytes) {
    if (buffer.remaining() < bytes) {
      long needed = buffer.position() + bytes;
      if (needed > MOST_BYTES) {
        throw new IllegalStateException("replies of over 2 GiB in one batch");
      }
      long doubled = Math.max(2L * buffer.capacity(), needed);
      use(larger((int) Math.min(doubled, MOST_BYTES)).put(buffer.flip()));
    }
  }

  private static ByteBuffer larger(int bytes) {
    return bytes > USUAL_BYTES ? LARGE.take(bytes) : ByteBuffer.allocate(bytes);
  }

  private void use(ByteBuffer next) {
    if (buffer.capacity() > first.capacity()) {
      LARGE.give(buffer);
    }
    buffer = next;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
