package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.conformance.Transcript.Case;
import dev.muxscope.conformance.Transcript.Expect;
import dev.muxscope.conformance.Transcript.Send;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptTest {

  @Test
  void readsCasesWithTheirLines() {
    Transcript transcript =
        parse("# a comment\n\n== one\n> a\n< b\n\n== two\n@muxscope\n> c\nclosed\n");
    assertEquals(List.of("one", "two"), transcript.cases().stream().map(Case::name).toList());
    assertEquals(List.of(3, 7), transcript.cases().stream().map(Case::line).toList());
    assertEquals(
        List.of(false, true), transcript.cases().stream().map(Case::muxscopeOnly).toList());
    assertEquals(List.of(false, true), transcript.cases().stream().map(Case::endsClosed).toList());
  }

  @Test
  void joinsAdjacentLinesToOneWriteAndOneExpectation() {
    Case one = parse("== one\n> a\n# in between\n> b\n< c\n<~ d+\n> e\nopen\n").cases().getFirst();
    assertEquals(4, one.steps().size());
    assertArrayEquals(
        Escapes.bytes("ab"), assertInstanceOf(Send.class, one.steps().get(0)).bytes());
    assertEquals(
        2, assertInstanceOf(Expect.class, one.steps().get(1)).expectation().parts().size());
    assertEquals(3, one.bytesSent());
  }

  @Test
  void writesWordsAsAnArrayOfBulks() {
    Case one = parse("== one\n>* SET k \"\"\nopen\n").cases().getFirst();
    byte[] wanted = Escapes.bytes("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$0\r\n\r\n");
    assertArrayEquals(wanted, assertInstanceOf(Send.class, one.steps().getFirst()).bytes());
  }

  @Test
  void knowsWhichCasesWait() {
    assertTrue(parse("== one\nwait 5\nopen\n").cases().getFirst().waits());
    assertFalse(parse("== one\nopen\n").cases().getFirst().waits());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "> a\n",
        "== one\n> a\n",
        "== one\n",
        "== one\n? a\n",
        "== one\n> \\q\n< a\n",
        "== one\n> a\n<~ (\n",
        "== one\nwait x\n"
      })
  void refusesWhatIsMalformedAndSaysWhere(String text) {
    var error = assertThrows(IllegalArgumentException.class, () -> parse(text));
    assertTrue(error.getMessage().startsWith("test.txt:"), error::getMessage);
  }

  @Test
  void theTranscriptsAreReadableAndTheirNamesTellThemApart() throws IOException {
    for (Transcript transcript : TranscriptTests.transcripts()) {
      Set<String> names = new HashSet<>();
      for (Case one : transcript.cases()) {
        assertTrue(
            names.add(one.name()), () -> "twice in " + transcript.name() + ": " + one.name());
      }
      assertFalse(names.isEmpty(), transcript.name());
    }
  }

  private static Transcript parse(String text) {
    return Transcript.parse("test.txt", text.lines().toList());
  }
}
