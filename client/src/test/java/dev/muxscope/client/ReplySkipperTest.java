package dev.muxscope.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplySkipperTest {

  @Test
  void countsEveryReplyOnceSplitAnywhere() throws ReplyFormatException {
    for (var sample : Samples.replies().entrySet()) {
      // A second reply shows that the end of the first was found.
      byte[] bytes = (sample.getKey() + "+OK\r\n").getBytes(UTF_8);
      int errors = sample.getValue() instanceof Reply.ErrorReply ? 1 : 0;
      for (int split = 0; split <= bytes.length; split++) {
        var skipper = new ReplySkipper();
        int replies = skipper.skip(ByteBuffer.wrap(bytes, 0, split));
        replies += skipper.skip(ByteBuffer.wrap(bytes, split, bytes.length - split));
        assertEquals(2, replies, sample.getKey() + " split at " + split);
        assertEquals(errors, skipper.errors(), sample.getKey() + " split at " + split);
      }
    }
  }

  @Test
  void countsRepliesByteByByte() throws ReplyFormatException {
    String wire = String.join(Samples.PUSH, Samples.replies().keySet());
    var skipper = new ReplySkipper();
    int replies = 0;
    for (byte b : wire.getBytes(UTF_8)) {
      replies += skipper.skip(ByteBuffer.wrap(new byte[] {b}));
    }
    assertEquals(Samples.replies().size(), replies);
    assertEquals(2, skipper.errors());
  }

  @Test
  void doesNotCountPushedMessages() throws ReplyFormatException {
    var skipper = new ReplySkipper();
    assertEquals(1, skip(skipper, Samples.PUSH + "+OK\r\n" + Samples.PUSH));
  }

  @Test
  void keepsTheTextOfAnError() throws ReplyFormatException {
    var skipper = new ReplySkipper();
    skip(skipper, "+OK\r\n-ERR first\r\n-ERR second\r\n");
    assertEquals("ERR first", skipper.errorSample());
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 400\r\n", "$x\r\n", "*1\r\n\r\n", "$99999999999999\r\n"})
  void refusesWhatIsNoReply(String wire) {
    assertThrows(ReplyFormatException.class, () -> skip(new ReplySkipper(), wire));
  }

  private static int skip(ReplySkipper skipper, String wire) throws ReplyFormatException {
    return skipper.skip(ByteBuffer.wrap(wire.getBytes(UTF_8)));
  }
}
