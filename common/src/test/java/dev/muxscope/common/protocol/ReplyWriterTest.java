package dev.muxscope.common.protocol;

import static dev.muxscope.common.protocol.Samples.drain;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyWriterTest {

  private static final int HUGE = 16 << 20;

  private final ReplyWriter writer = new ReplyWriter();

  private static Stream<Arguments> kinds() {
    return Stream.of(
        kind(ReplyWriter::ok, "+OK\r\n", "+OK\r\n"),
        kind(ReplyWriter::pong, "+PONG\r\n", "+PONG\r\n"),
        kind(w -> w.status("a b"), "+a b\r\n", "+a b\r\n"),
        kind(w -> w.error("ERR no"), "-ERR no\r\n", "-ERR no\r\n"),
        kind(w -> w.integer(7), ":7\r\n", ":7\r\n"),
        kind(w -> w.bulk("ab"), "$2\r\nab\r\n", "$2\r\nab\r\n"),
        kind(w -> w.bulk(""), "$0\r\n\r\n", "$0\r\n\r\n"),
        kind(w -> w.bulk("\u00fc"), "$2\r\n\u00c3\u00bc\r\n", "$2\r\n\u00c3\u00bc\r\n"),
        kind(w -> w.bulk(new byte[] {0, 13, 10}), "$3\r\n\0\r\n\r\n", "$3\r\n\0\r\n\r\n"),
        kind(w -> w.verbatim("a\nb"), "$3\r\na\nb\r\n", "=7\r\ntxt:a\nb\r\n"),
        kind(ReplyWriter::nothing, "$-1\r\n", "_\r\n"),
        kind(ReplyWriter::noArray, "*-1\r\n", "_\r\n"),
        kind(w -> w.array(2), "*2\r\n", "*2\r\n"),
        kind(w -> w.map(7), "*14\r\n", "%7\r\n"),
        kind(w -> w.set(3), "*3\r\n", "~3\r\n"));
  }

  private static Arguments kind(Consumer<ReplyWriter> write, String resp2, String resp3) {
    return Arguments.of(write, resp2, resp3);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void writesEachKindInBothProtocols(Consumer<ReplyWriter> write, String resp2, String resp3) {
    write.accept(writer);
    assertEquals(resp2, drain(writer));
    writer.protocol(3);
    write.accept(writer);
    assertEquals(resp3, drain(writer));
  }

  @ParameterizedTest
  @ValueSource(
      longs = {0, 9, 10, -1, -9, -10, 99, 100, 1_000_000_007, Long.MAX_VALUE, Long.MIN_VALUE})
  void writesIntegers(long value) {
    writer.integer(value);
    assertEquals(":" + value + "\r\n", drain(writer));
  }

  @Test
  void writesAnArgumentOfARequest() {
    writer.bulk(Samples.request("ECHO", "a\0\u00ff"), 1);
    assertEquals("$3\r\na\0\u00ff\r\n", drain(writer));
  }

  @Test
  void keepsErrorsAndStatusesOnOneLine() {
    writer.error("ERR a\r\nb");
    writer.status("c\nd\re");
    assertEquals("-ERR a  b\r\n+c d e\r\n", drain(writer));
  }

  @Test
  void writesTextAsUtf8AndQuotedBytesAsTheyAre() {
    writer.error("ERR \u00fc");
    writer.errorBytes("ERR \u00fc");
    assertEquals("-ERR \u00c3\u00bc\r\n-ERR \u00fc\r\n", drain(writer));
  }

  @Test
  void takesBackWhatIsTruncated() {
    writer.ok();
    int mark = writer.size();
    writer.bulk("never sent");
    writer.truncate(mark);
    writer.pong();
    assertEquals("+OK\r\n+PONG\r\n", drain(writer));
  }

  @Test
  void growsWithAllThatWasWritten() {
    String large = "x".repeat(ReplyWriter.USUAL_BYTES);
    writer.ok();
    writer.bulk(large);
    writer.integer(Long.MIN_VALUE);
    writer.bulk(large);
    String bulk = "$" + large.length() + "\r\n" + large + "\r\n";
    assertEquals("+OK\r\n" + bulk + ":-9223372036854775808\r\n" + bulk, drain(writer));
  }

  @Test
  void growsByteByByteAcrossItsFirstSize() {
    var expected = new StringBuilder();
    while (writer.size() <= ReplyWriter.USUAL_BYTES) {
      expected.append(":").append(writer.size()).append("\r\n");
      writer.integer(writer.size());
    }
    assertEquals(expected.toString(), drain(writer));
  }

  @Test
  void givesBackTheRoomOfALargeReplyWhenCleared() {
    writer.bulk(new byte[8 * ReplyWriter.USUAL_BYTES]);
    assertTrue(writer.flip().capacity() > 8 * ReplyWriter.USUAL_BYTES);
    writer.clear();
    assertEquals(0, writer.size());
    writer.ok();
    assertEquals(ReplyWriter.USUAL_BYTES, writer.flip().capacity());
  }

  /// A writer that kept one would leave others without.
  @Test
  void givesBackTheDirectBufferOfALargeReply() {
    for (int i = 0; i < 100; i++) {
      ReplyWriter other = ReplyWriter.extra();
      other.bulk(new byte[8 * ReplyWriter.USUAL_BYTES]);
      assertTrue(other.flip().isDirect());
      other.clear();
    }
  }

  @Test
  void hasTheHeapForRepliesBeyondAllBounds() {
    writer.bulk(new byte[HUGE]);
    assertFalse(writer.flip().isDirect());
    writer.clear();
    assertTrue(writer.flip().isDirect());
  }

  @Test
  void makesRoomForAWholeHugeReplyAtOnce() {
    writer.bulk(new byte[HUGE]);
    assertTrue(writer.flip().capacity() < HUGE + ReplyWriter.USUAL_BYTES);
  }

  @Test
  void beginsOnTheHeapIfAskedTo() {
    ReplyWriter extra = ReplyWriter.extra();
    assertFalse(extra.isDirect());
    assertTrue(writer.isDirect());
    assertEquals(ReplyWriter.EXTRA_BYTES, extra.flip().capacity());
    extra.clear();
    extra.bulk("x".repeat(5000));
    assertEquals("$5000\r\n" + "x".repeat(5000) + "\r\n", drain(extra));
    extra.bulk(new byte[8 * ReplyWriter.USUAL_BYTES]);
    assertTrue(extra.flip().isDirect());
    extra.clear();
    assertEquals(ReplyWriter.EXTRA_BYTES, extra.flip().capacity());
  }

  @Test
  void keepsItsProtocolWhenCleared() {
    writer.protocol(3);
    writer.clear();
    assertEquals(3, writer.protocol());
  }
}
