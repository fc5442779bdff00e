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
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Prints replies as `redis-cli` does: types and quotes for people at a terminal, the bare bytes
/// for programs.
public final class ReplyPrinter {

  private ReplyPrinter() {}

  /// Prints a reply and a line end.
  ///
  /// @param terminal whether people read it, see [#format]; else strings are printed byte by byte
  ///   and aggregates element by element, one a line
  public static void print(Reply reply, boolean terminal, PrintStream out) {
    if (terminal) {
      out.print(format(reply) + "\n");
    } else {
      printRaw(reply, out);
    }
  }

  /// A reply as people read it: `OK`, `"text"`, `(integer) 3`, `(nil)`, `(error) ERR …`, and
  /// elements numbered and indented. Bytes that are no printable UTF-8 stand as `\xHH`. No line end
  /// follows the last line.
  public static String format(Reply reply) {
    return format(reply, "");
  }

  private static String format(Reply reply, String indent) {
    return switch (reply) {
      case SimpleString(String text) -> text;
      case ErrorReply(String text) -> "(error) " + text;
      case IntegerReply(long value) -> "(integer) " + value;
      case BulkString(byte[] bytes) -> quote(bytes);
      case NullReply() -> "(nil)";
      case DoubleReply(double value) -> "(double) " + decimal(value);
      case BooleanReply(boolean value) -> value ? "(true)" : "(false)";
      case BigNumber(String digits) -> "(big number) " + digits;
      case VerbatimString(_, String text) -> text;
      case ArrayReply(List<Reply> elements) -> list(elements, ')', "(empty array)", indent);
      case SetReply(List<Reply> elements) -> list(elements, '~', "(empty set)", indent);
      case PushReply(List<Reply> elements) -> list(elements, ')', "(empty push)", indent);
      case MapReply map -> map(map, indent);
    };
  }

  private static String list(List<Reply> elements, char mark, String empty, String indent) {
    if (elements.isEmpty()) {
      return empty;
    }
    int width = Integer.toString(elements.size()).length();
    String inner = indent + " ".repeat(width + 2);
    var lines = new ArrayList<String>();
    for (Reply element : elements) {
      lines.add(number(lines.size() + 1, width) + mark + " " + format(element, inner));
    }
    return String.join("\n" + indent, lines);
  }

  private static String map(MapReply map, String indent) {
    if (map.entries().isEmpty()) {
      return "(empty hash)";
    }
    int width = Integer.toString(map.entries().size()).length();
    String inner = indent + " ".repeat(width + 2);
    var lines = new ArrayList<String>();
    for (var entry : map.entries()) {
      String key = format(entry.getKey(), inner);
      String value = format(entry.getValue(), inner);
      lines.add(number(lines.size() + 1, width) + "# " + key + " => " + value);
    }
    return String.join("\n" + indent, lines);
  }

  private static String number(int number, int width) {
    String digits = Integer.toString(number);
    return " ".repeat(width - digits.length()) + digits;
  }

  private static String decimal(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static String quote(byte[] bytes) {
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < bytes.length; ) {
      int length = printableCharacter(bytes, i);
      if (length > 0) {
        quoted.append(new String(bytes, i, length, StandardCharsets.UTF_8));
        i += length;
      } else {
        quoted.append(escape(bytes[i++]));
      }
    }
    return quoted.append('"').toString();
  }

  /// How many bytes the printable character at `from` has; 0 when there is none.
  private static int printableCharacter(byte[] bytes, int from) {
    int first = bytes[from] & 0xff;
    if (first < 0x80) {
      return first >= ' ' && first < 127 && first != '"' && first != '\\' ? 1 : 0;
    }
    int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (from + length > bytes.length) {
      return 0;
    }
    String decoded = new String(bytes, from, length, StandardCharsets.UTF_8);
    boolean one = decoded.codePointCount(0, decoded.length()) == 1;
    int character = decoded.codePointAt(0);
    return one && character != 0xfffd && !Character.isISOControl(character) ? length : 0;
  }

  private static String escape(byte b) {
    return switch (b) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case 7 -> "\\a";
      case '\b' -> "\\b";
      default -> String.format("\\x%02x", b & 0xff);
    };
  }

  private static void printRaw(Reply reply, PrintStream out) {
    switch (reply) {
      case BulkString(byte[] bytes) -> {
        out.write(bytes, 0, bytes.length);
        out.print('\n');
      }
      case ArrayReply(List<Reply> elements) -> printEach(elements, out);
      case SetReply(List<Reply> elements) -> printEach(elements, out);
      case PushReply(List<Reply> elements) -> printEach(elements, out);
      case MapReply map ->
          map.entries().forEach(entry -> printEach(List.of(entry.getKey(), entry.getValue()), out));
      case SimpleString(String text) -> out.print(text + "\n");
      case ErrorReply(String text) -> out.print(text + "\n");
      case VerbatimString(_, String text) -> out.print(text + "\n");
      case IntegerReply(long value) -> out.print(value + "\n");
      case DoubleReply(double value) -> out.print(decimal(value) + "\n");
      case BooleanReply(boolean value) -> out.print(value + "\n");
      case BigNumber(String digits) -> out.print(digits + "\n");
      case NullReply() -> out.print("\n");
    }
  }

  private static void printEach(List<Reply> elements, PrintStream out) {
    elements.forEach(element -> printRaw(element, out));
  }
}
