package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.conformance.Expectation.BulkMatching;
import dev.muxscope.conformance.Expectation.Exactly;
import dev.muxscope.conformance.Expectation.Matching;
import dev.muxscope.conformance.Expectation.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectationTest {

  private final Expectation number =
      new Expectation(
          List.of(new Exactly("+OK\r\n"), new Matching(":\\d+\r\n"), new Exactly("+END\r\n")));
  private final Expectation bulk =
      new Expectation(List.of(new BulkMatching("a.*"), new Exactly("+END\r\n")));

  @Test
  void isCompleteWithTheLastByteAndNotBefore() {
    String reply = "+OK\r\n:42\r\n+END\r\n";
    for (int length = 0; length < reply.length(); length++) {
      assertEquals(Verdict.NEEDS_MORE, number.check(reply.substring(0, length)));
    }
    assertEquals(Verdict.COMPLETE, number.check(reply));
  }

  @Test
  void isWrongAtTheFirstWrongByte() {
    assertEquals(Verdict.WRONG, number.check("-"));
    assertEquals(Verdict.WRONG, number.check("+OK\r\n:4x"));
    assertEquals(Verdict.WRONG, number.check("+OK\r\n:42\r\n+END\r\n+"));
  }

  @Test
  void countsABulksBytes() {
    assertEquals(Verdict.COMPLETE, bulk.check("$5\r\na\r\n\r\n\r\n+END\r\n"));
    assertEquals(Verdict.COMPLETE, bulk.check("=3\r\nabc\r\n+END\r\n"));
    assertEquals(Verdict.NEEDS_MORE, bulk.check("$30\r\nabc\r\n+END\r\n"));
    assertEquals(Verdict.WRONG, bulk.check("$2\r\nabc\r\n+END\r\n"));
  }

  @Test
  void everyByteMatters() {
    Expectation bytes = Expectation.exactly(new byte[] {'\\', 'E', 0, -1});
    assertEquals(Verdict.COMPLETE, bytes.check("\\E\0\u00ff"));
    assertEquals(Verdict.WRONG, bytes.check("\\E\0\u00fe"));
  }

  @Test
  void tellsWhereTheDifferenceIs() {
    String told = number.difference("+OK\r\n:4x\r\n");
    assertTrue(told.startsWith("after 5 bytes as expected"), told);
    assertTrue(told.contains("received: :4x\\r\\n"), told);
    assertTrue(number.difference("").contains("received: nothing"));
  }

  @Test
  void tellsInWhichLineALongTextDiffers() {
    String told =
        Expectation.exactly(Escapes.bytes("+A\r\n+B\r\n+C\r\n")).difference("+A\r\n+X\r\n+C\r\n");
    assertTrue(told.startsWith("after 4 bytes as expected"), told);
    assertTrue(told.contains("expected: +B\\r\\n+C\\r\\n"), told);
    assertTrue(told.contains("received: +X\\r\\n+C\\r\\n"), told);
  }
}
