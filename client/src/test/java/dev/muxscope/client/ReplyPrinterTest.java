package dev.muxscope.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyPrinterTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "+OK~,OK",
        "-ERR no~,(error) ERR no",
        ":3~,(integer) 3",
        "$-1~,(nil)",
        "*0~,(empty array)",
        "%0~,(empty hash)",
        "#f~,(false)",
        "`,2~`,(double) 2",
        "`,2.5~`,(double) 2.5",
        "`,inf~`,(double) inf",
        "=7~txt:abc~,abc",
      })
  void writesScalars(String wire, String expected) throws ReplyFormatException {
    assertEquals(expected, ReplyPrinter.format(reply(wire.replace("~", "\r\n"))));
  }

  @Test
  void quotesStrings() {
    assertEquals(
        "\"a\\\"\\\\\\n\\r\\t\\a\\b\\x00\"", format("a\"\\\n\r\t\u0007\b\0".getBytes(UTF_8)));
    assertEquals("\"é€😀\"", format("é€😀".getBytes(UTF_8)));
    assertEquals("\"\\xffa\\xe2\\x82\"", format(new byte[] {-1, 'a', (byte) 0xe2, (byte) 0x82}));
  }

  @Test
  void indentsNestedLists() throws ReplyFormatException {
    assertEquals(
        """
        1) 1) "a"
           2) 1) (nil)
        2) (integer) 1\
        """,
        ReplyPrinter.format(reply("*2\r\n*2\r\n$1\r\na\r\n*1\r\n$-1\r\n:1\r\n")));
  }

  @Test
  void alignsNumbers() throws ReplyFormatException {
    String[] lines = ReplyPrinter.format(reply("*10\r\n" + ":7\r\n".repeat(10))).split("\n");
    assertEquals(" 1) (integer) 7", lines[0]);
    assertEquals("10) (integer) 7", lines[9]);
  }

  @Test
  void writesMaps() throws ReplyFormatException {
    assertEquals(
        "1# \"k\" => 1~ (integer) 1", ReplyPrinter.format(reply("%1\r\n$1\r\nk\r\n~1\r\n:1\r\n")));
  }

  @Test
  void printsBytesAndElementsWhereNobodyReads() throws ReplyFormatException {
    assertEquals("a\"b\n", print("$3\r\na\"b\r\n"));
    assertEquals("1\n\nERR no\n", print("*3\r\n:1\r\n*1\r\n$-1\r\n-ERR no\r\n"));
  }

  private static String format(byte[] bytes) {
    return ReplyPrinter.format(new Reply.BulkString(bytes));
  }

  private static String print(String wire) throws ReplyFormatException {
    var bytes = new ByteArrayOutputStream();
    ReplyPrinter.print(reply(wire), false, new PrintStream(bytes, true, UTF_8));
    return bytes.toString(UTF_8);
  }

  private static Reply reply(String wire) throws ReplyFormatException {
    return new ReplyReader().read(ByteBuffer.wrap(wire.getBytes(UTF_8))).orElseThrow();
  }
}
