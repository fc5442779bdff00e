package dev.muxscope.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyReaderTest {

  @Test
  void readsEveryReplySplitAnywhere() throws ReplyFormatException {
    for (var sample : Samples.replies().entrySet()) {
      byte[] bytes = sample.getKey().getBytes(UTF_8);
      for (int split = 0; split <= bytes.length; split++) {
        var reader = new ReplyReader();
        var replies = readAll(reader, ByteBuffer.wrap(bytes, 0, split));
        replies.addAll(readAll(reader, ByteBuffer.wrap(bytes, split, bytes.length - split)));
        assertEquals(List.of(sample.getValue()), replies, sample.getKey() + " split at " + split);
      }
    }
  }

  @Test
  void readsRepliesByteByByte() throws ReplyFormatException {
    String wire = String.join("", Samples.replies().keySet()) + Samples.PUSH;
    var expected = new ArrayList<>(Samples.replies().values());
    expected.add(Samples.PUSHED);
    var reader = new ReplyReader();
    var replies = new ArrayList<Reply>();
    for (byte b : wire.getBytes(UTF_8)) {
      replies.addAll(readAll(reader, ByteBuffer.wrap(new byte[] {b})));
    }
    assertEquals(expected, replies);
  }

  @Test
  void stopsAtTheEndOfAReply() throws ReplyFormatException {
    var in = ByteBuffer.wrap(":1\r\n:2\r\n".getBytes(UTF_8));
    assertEquals(new Reply.IntegerReply(1), new ReplyReader().read(in).orElseThrow());
    assertEquals(4, in.remaining());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 400\r\n",
        "\r\n",
        ":x\r\n",
        ":1\n",
        "$-2\r\n",
        "$1\r\nab\r\n",
        "$2147483648\r\n",
        "*x\r\n",
        "#y\r\n",
        ",x\r\n",
        "(1.5\r\n",
        "=2\r\nab\r\n",
        "*1\r\nx\r\n"
      })
  void refusesWhatIsNoReply(String wire) {
    assertThrows(
        ReplyFormatException.class,
        () -> readAll(new ReplyReader(), ByteBuffer.wrap(wire.getBytes(UTF_8))));
  }

  @Test
  void refusesNestingWithoutEnd() {
    var in = ByteBuffer.wrap("*1\r\n".repeat(1000).getBytes(UTF_8));
    assertThrows(ReplyFormatException.class, () -> new ReplyReader().read(in));
  }

  @Test
  void refusesALineWithoutEnd() {
    var in = ByteBuffer.wrap(("+" + "x".repeat(70_000)).getBytes(UTF_8));
    assertThrows(ReplyFormatException.class, () -> new ReplyReader().read(in));
  }

  private static List<Reply> readAll(ReplyReader reader, ByteBuffer in)
      throws ReplyFormatException {
    var replies = new ArrayList<Reply>();
    var reply = reader.read(in);
    while (reply.isPresent()) {
      replies.add(reply.get());
      reply = reader.read(in);
    }
    return replies;
  }
}
