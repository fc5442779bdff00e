package dev.muxscope.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.common.protocol.ParserLimits;
import dev.muxscope.common.protocol.ProtocolException;
import dev.muxscope.common.protocol.RequestParser;
import dev.muxscope.common.transport.SpareBuffers;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartialInputTest {

  private static final int READ_BYTES = 1024;
  private static final int SHARED_BYTES = 2 * READ_BYTES;
  private static final ParserLimits LIMITS = new ParserLimits(1 << 30, 1 << 30, false);

  private final RequestParser parser = new RequestParser();
  private final PartialInput partial = new PartialInput(new SpareBuffers(), parser);
  private final ByteBuffer shared = ByteBuffer.allocateDirect(SHARED_BYTES);

  @Test
  void usesTheSharedBufferWhileAllIsExecuted() {
    ByteBuffer all = receive("PING");
    assertSame(shared, all);
    all.position(all.limit());
    partial.keep(all);
    assertFalse(partial.isAmidRequest());
  }

  @Test
  void putsWhatWasKeptBeforeWhatComes() {
    partial.keep(receive("ab"));
    assertTrue(partial.isAmidRequest());
    ByteBuffer all = receive("cd");
    assertEquals("abcd", text(all));
    assertSame(shared, all, "what is short needs no buffer of its own");
  }

  /// The parser is shared by connections, of which one may have been closed amid a request.
  @Test
  void parsesFromTheBeginningUnlessARequestIsKept() throws ProtocolException {
    ByteBuffer begun = receive("*2\r\n");
    assertFalse(partial.parser().parse(begun, LIMITS));
    ByteBuffer other = receive("*1\r\n$4\r\nPI");
    assertFalse(partial.parser().parse(other, LIMITS));
    partial.keep(other);
    assertTrue(partial.parser().parse(receive("NG\r\n"), LIMITS));
    assertEquals(1, parser.request().count());
  }

  @Test
  void survivesAReadThatFoundNothing() {
    partial.keep(receive("ab"));
    partial.keep(receive(""));
    partial.keep(receive(""));
    assertEquals("abc", text(receive("c")));
  }

  /// A client with a long pipeline is not to keep others waiting.
  @Test
  void isReadInPartsBetweenRequests() throws ProtocolException {
    partial.prepare(shared);
    assertEquals(READ_BYTES, shared.remaining());
    keepBeginning(900, 20);
    partial.prepare(shared);
    assertEquals(READ_BYTES - 20, shared.remaining());
  }

  @Test
  void isReadAsFarAsThereIsRoomAmidARequestThatEndsSoon() throws ProtocolException {
    keepBeginning(1 << 20, READ_BYTES);
    partial.prepare(shared);
    assertEquals(SHARED_BYTES, shared.remaining());
    partial.keep(partial.join(shared.limit(0)));
    partial.prepare(shared);
    assertEquals(SHARED_BYTES, shared.remaining(), "a read that found nothing changes nothing");
  }

  @Test
  void lendsWhatWasKeptWithoutARead() {
    partial.keep(receive("abcd"));
    ByteBuffer taken = partial.take();
    assertEquals("abcd", text(taken));
    taken.position(2);
    partial.keep(taken);
    assertEquals("cdef", text(receive("ef")));
    partial.keep(receive(""));
  }

  @Test
  void growsWithARequestThatIsLongerThanTheSharedBuffer() {
    var expected = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      String piece = Integer.toString(i).repeat(400);
      expected.append(piece);
      ByteBuffer all = receive(piece);
      assertEquals(expected.toString(), text(all));
      partial.keep(all);
    }
  }

  @Test
  void makesRoomForWhatIsDeclared() throws ProtocolException {
    keepBeginning(3 * READ_BYTES, READ_BYTES);
    assertEquals(2 * READ_BYTES, partial.room());
  }

  @Test
  void believesNoDeclarationBeyondWhatHasArrived() throws ProtocolException {
    keepBeginning(1 << 30, READ_BYTES);
    assertEquals(3 * READ_BYTES, partial.room());
    for (int i = 0; i < 3; i++) {
      partial.keep(receive("x".repeat(READ_BYTES)));
    }
    assertEquals(0, partial.room());
    partial.keep(receive("x".repeat(READ_BYTES)));
    assertEquals(15 * READ_BYTES, partial.room());
  }

  @Test
  void endsSoonIfItSaysSoAndIsNotVeryLong() throws ProtocolException {
    partial.keep(receive("ab"));
    assertFalse(partial.endsSoon(), "an end that is not known");
    drop();
    keepBeginning(2 << 20, 20);
    assertTrue(partial.endsSoon());
    drop();
    keepBeginning((2 << 20) + 1, 20);
    assertFalse(partial.endsSoon());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void losesAndChangesNothingWhateverIsExecuted(long seed) {
    var random = new Random(seed);
    var expected = new StringBuilder();
    for (int turn = 0; turn < 2000; turn++) {
      String piece = letters(random, random.nextInt(random.nextInt(10) == 0 ? 500 : 20));
      expected.append(piece);
      ByteBuffer all = receive(piece);
      assertEquals(expected.toString(), text(all));
      int executed = random.nextInt(5) == 0 ? random.nextInt(all.remaining() + 1) : 0;
      all.position(all.position() + executed);
      expected.delete(0, executed);
      partial.keep(all);
      assertEquals(!expected.isEmpty(), partial.isAmidRequest());
    }
  }

  /// Keeps the first `arrived` bytes of a request that says that it has `length`.
  private void keepBeginning(int length, int arrived) throws ProtocolException {
    int framing = "*1\r\n$\r\n\r\n".length() + String.valueOf(length).length();
    String head = "*1\r\n$" + (length - framing) + "\r\n";
    ByteBuffer all = receive(head + "x".repeat(arrived - head.length()));
    assertFalse(partial.parser().parse(all, LIMITS));
    assertEquals(length, parser.neededBytes());
    partial.keep(all);
  }

  /// Executes all that is kept.
  private void drop() {
    ByteBuffer all = receive("");
    partial.keep(all.position(all.limit()));
  }

  /// What a read of `text` does.
  private ByteBuffer receive(String text) {
    partial.prepare(shared);
    for (int i = 0; i < text.length(); i++) {
      shared.put((byte) text.charAt(i));
    }
    return partial.join(shared);
  }

  private static String text(ByteBuffer bytes) {
    var text = new StringBuilder();
    for (int i = bytes.position(); i < bytes.limit(); i++) {
      text.append((char) bytes.get(i));
    }
    return text.toString();
  }

  private static String letters(Random random, int length) {
    var text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    return text.toString();
  }
}
