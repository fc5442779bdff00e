package dev.muxscope.client;

import dev.muxscope.client.Reply.ArrayReply;
import dev.muxscope.client.Reply.BigNumber;
import dev.muxscope.client.Reply.BooleanReply;
import dev.muxscope.client.Reply.BulkString;
import dev.muxscope.client.Reply.DoubleReply;
import dev.muxscope.client.Reply.ErrorReply;
import dev.muxscope.client.Reply.IntegerReply;
import dev.muxscope.client.Reply.MapReply;
import dev.muxscope.client.Reply.NullReply;
import dev.muxscope.client.Reply.PushReply;
import dev.muxscope.client.Reply.SetReply;
import dev.muxscope.client.Reply.SimpleString;
import dev.muxscope.client.Reply.VerbatimString;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Parses RESP2 and RESP3 replies, without I/O. Incremental: the input may be split anywhere, and
/// what was read stays read. RESP3's attributes are read and dropped.
///
/// A declared length allocates nothing: memory grows with the bytes that come.
///
/// After a [ReplyFormatException] the reader is of no more use. Owned by one thread.
public final class ReplyReader {

  private static final int MAX_LINE_BYTES = 64 << 10;
  private static final long MAX_BULK_BYTES = 512L << 20;
  private static final long MAX_ELEMENTS = 1L << 30;
  private static final int MAX_DEPTH = 128;

  /// An array, set, map, push or attribute whose elements have not all come.
  private record Aggregate(char type, long wanted, List<Reply> elements) {}

  private final Deque<Aggregate> nesting = new ArrayDeque<>();
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();

  /// Type of the bulk string being read; 0 while a line is read.
  private char bulkType;

  /// Bytes still wanted of the bulk string, its line end included.
  private long bulkLeft;

  /// Takes bytes up to the end of one reply.
  ///
  /// @return the reply; empty when all of `in` was taken and more is needed
  /// @throws ReplyFormatException when the bytes are no RESP
  public Optional<Reply> read(ByteBuffer in) throws ReplyFormatException {
    while (in.hasRemaining()) {
      boolean complete = bulkType == 0 ? takeLine(in) : takeBulk(in);
      if (!complete) {
        continue;
      }
      Optional<Reply> reply = bulkType == 0 ? endLine() : endBulk();
      while (reply.isPresent() && !nesting.isEmpty()) {
        reply = addToAggregate(reply.get());
      }
      if (reply.isPresent()) {
        return reply;
      }
    }
    return Optional.empty();
  }

  private boolean takeLine(ByteBuffer in) throws ReplyFormatException {
    while (in.hasRemaining()) {
      byte b = in.get();
      text.write(b);
      if (b == '\n') {
        return true;
      }
      if (text.size() > MAX_LINE_BYTES) {
        throw new ReplyFormatException("a line is longer than " + MAX_LINE_BYTES + " bytes");
      }
    }
    return false;
  }

  private boolean takeBulk(ByteBuffer in) {
    byte[] part = new byte[(int) Math.min(bulkLeft, in.remaining())];
    in.get(part);
    text.writeBytes(part);
    bulkLeft -= part.length;
    return bulkLeft == 0;
  }

  /// The bytes taken so far, without the line end they must have.
  private byte[] takeText() throws ReplyFormatException {
    byte[] bytes = text.toByteArray();
    text.reset();
    int end = bytes.length - 2;
    if (end < 0 || bytes[end] != '\r' || bytes[end + 1] != '\n') {
      throw new ReplyFormatException("\\r\\n is missing at the end of a line or string");
    }
    return Arrays.copyOf(bytes, end);
  }

  private Optional<Reply> endLine() throws ReplyFormatException {
    String line = new String(takeText(), StandardCharsets.UTF_8);
    if (line.isEmpty()) {
      throw new ReplyFormatException("a reply is empty");
    }
    char type = line.charAt(0);
    String rest = line.substring(1);
    return switch (type) {
      case '$', '!', '=' -> beginBulk(type, rest);
      case '*', '~', '>', '%', '|' -> beginAggregate(type, rest);
      default -> Optional.of(scalar(type, rest));
    };
  }

  private static Reply scalar(char type, String rest) throws ReplyFormatException {
    return switch (type) {
      case '+' -> new SimpleString(rest);
      case '-' -> new ErrorReply(rest);
      case ':' -> new IntegerReply(integer(rest));
      case '_' -> new NullReply();
      case '#' -> bool(rest);
      case ',' -> new DoubleReply(decimal(rest));
      case '(' -> bigNumber(rest);
      default -> throw new ReplyFormatException("no reply starts with '" + type + "'");
    };
  }

  private Optional<Reply> beginBulk(char type, String length) throws ReplyFormatException {
    long bytes = length(length, MAX_BULK_BYTES);
    if (bytes < 0) {
      return Optional.of(new NullReply());
    }
    bulkType = type;
    bulkLeft = bytes + 2;
    return Optional.empty();
  }

  private Optional<Reply> endBulk() throws ReplyFormatException {
    char type = bulkType;
    bulkType = 0;
    byte[] bytes = takeText();
    return Optional.of(
        switch (type) {
          case '!' -> new ErrorReply(new String(bytes, StandardCharsets.UTF_8));
          case '=' -> verbatim(new String(bytes, StandardCharsets.UTF_8));
          default -> new BulkString(bytes);
        });
  }

  private Optional<Reply> beginAggregate(char type, String length) throws ReplyFormatException {
    long count = length(length, MAX_ELEMENTS);
    if (count < 0) {
      return Optional.of(new NullReply());
    }
    if (nesting.size() == MAX_DEPTH) {
      throw new ReplyFormatException("replies are nested deeper than " + MAX_DEPTH);
    }
    long wanted = type == '%' || type == '|' ? 2 * count : count;
    var aggregate = new Aggregate(type, wanted, new ArrayList<>());
    if (wanted == 0) {
      return end(aggregate);
    }
    nesting.push(aggregate);
    return Optional.empty();
  }

  /// Gives the innermost aggregate when this was its last element.
  private Optional<Reply> addToAggregate(Reply element) {
    Aggregate aggregate = nesting.element();
    aggregate.elements().add(element);
    if (aggregate.elements().size() < aggregate.wanted()) {
      return Optional.empty();
    }
    nesting.pop();
    return end(aggregate);
  }

  private static Optional<Reply> end(Aggregate aggregate) {
    List<Reply> elements = List.copyOf(aggregate.elements());
    return switch (aggregate.type()) {
      case '~' -> Optional.of(new SetReply(elements));
      case '>' -> Optional.of(new PushReply(elements));
      case '%' -> Optional.of(new MapReply(entries(elements)));
      // An attribute is no reply: the one it belongs to follows.
      case '|' -> Optional.empty();
      default -> Optional.of(new ArrayReply(elements));
    };
  }

  private static List<Map.Entry<Reply, Reply>> entries(List<Reply> elements) {
    var entries = new ArrayList<Map.Entry<Reply, Reply>>(elements.size() / 2);
    for (int i = 0; i < elements.size(); i += 2) {
      entries.add(Map.entry(elements.get(i), elements.get(i + 1)));
    }
    return List.copyOf(entries);
  }

  private static long integer(String text) throws ReplyFormatException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw new ReplyFormatException("\"" + text + "\" is no integer");
    }
  }

  /// A length, or -1 for null.
  private static long length(String text, long max) throws ReplyFormatException {
    long length = integer(text);
    if (length < -1 || length > max) {
      throw new ReplyFormatException("length " + length + " is not between -1 and " + max);
    }
    return length;
  }

  private static Reply bool(String text) throws ReplyFormatException {
    return switch (text) {
      case "t" -> new BooleanReply(true);
      case "f" -> new BooleanReply(false);
      default -> throw new ReplyFormatException("\"" + text + "\" is no boolean");
    };
  }

  private static double decimal(String text) throws ReplyFormatException {
    try {
      return switch (text) {
        case "inf" -> Double.POSITIVE_INFINITY;
        case "-inf" -> Double.NEGATIVE_INFINITY;
        case "nan", "-nan" -> Double.NaN;
        default -> Double.parseDouble(text);
      };
    } catch (NumberFormatException _) {
      throw new ReplyFormatException("\"" + text + "\" is no number");
    }
  }

  private static Reply bigNumber(String text) throws ReplyFormatException {
    if (!text.matches("[+-]?[0-9]+")) {
      throw new ReplyFormatException("\"" + text + "\" is no big number");
    }
    return new BigNumber(text);
  }

  private static Reply verbatim(String text) throws ReplyFormatException {
    if (text.length() < 4 || text.charAt(3) != ':') {
      throw new ReplyFormatException("a verbatim string does not begin with its format");
    }
    return new VerbatimString(text.substring(0, 3), text.substring(4));
  }
}
