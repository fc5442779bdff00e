package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.muxscope.common.protocol.ParserLimits;
import dev.muxscope.common.protocol.ProtocolException;
import dev.muxscope.common.protocol.Request;
import dev.muxscope.common.protocol.RequestParser;
import dev.muxscope.conformance.Transcript.Case;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What the clients of all transcripts send, given to the parser whole, cut in two at every place,
/// and byte by byte: the requests must be the same, and so must be the error that ends them.
class ParserSplitTest {

  private static final Path TRANSCRIPTS = Path.of("src", "test", "resources", "transcripts");
  private static final ParserLimits LIMITS = new ParserLimits(512 << 20, 513 << 20, false);

  /// Longer streams are cut at so many places only.
  private static final int MOST_CUTS = 3000;

  @TestFactory
  Stream<DynamicTest> requestsDoNotDependOnHowTheirBytesArrive() throws IOException {
    return Transcript.readAll(TRANSCRIPTS).stream()
        .flatMap(transcript -> transcript.cases().stream())
        .map(each -> TranscriptTests.test(each, ParserSplitTest::check));
  }

  private static void check(Case each) {
    byte[] bytes = Streams.sent(each);
    List<String> whole = parse(List.of(bytes));
    int step = 1 + bytes.length / MOST_CUTS;
    for (int cut = 1; cut < bytes.length; cut += step) {
      byte[] head = Arrays.copyOf(bytes, cut);
      byte[] tail = Arrays.copyOfRange(bytes, cut, bytes.length);
      assertEquals(whole, parse(List.of(head, tail)), "cut at " + cut);
    }
    if (bytes.length <= MOST_CUTS) {
      List<byte[]> single = new ArrayList<>();
      for (byte b : bytes) {
        single.add(new byte[] {b});
      }
      assertEquals(whole, parse(single), "byte by byte");
    }
  }

  /// The requests in pieces of a stream; each piece is joined, in a new buffer, to what was left.
  private static List<String> parse(List<byte[]> pieces) {
    RequestParser parser = new RequestParser();
    List<String> requests = new ArrayList<>();
    ByteBuffer rest = ByteBuffer.allocate(0);
    try {
      for (byte[] piece : pieces) {
        ByteBuffer in = ByteBuffer.allocate(rest.remaining() + piece.length);
        in.put(rest).put(piece).flip();
        while (parser.parse(in, LIMITS)) {
          requests.add(text(parser.request()));
        }
        rest = in;
      }
      requests.add("left: " + rest.remaining());
    } catch (ProtocolException e) {
      requests.add("error: " + e.getMessage());
    }
    return requests;
  }

  private static String text(Request request) {
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < request.count(); i++) {
      arguments.add(new String(request.bytes(i), StandardCharsets.ISO_8859_1));
    }
    return request.inline() + " " + arguments;
  }
}
