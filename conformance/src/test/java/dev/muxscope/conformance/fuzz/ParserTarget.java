package dev.muxscope.conformance.fuzz;

import dev.muxscope.client.Reply;
import dev.muxscope.client.ReplyFormatException;
import dev.muxscope.client.ReplyReader;
import dev.muxscope.common.protocol.ParserLimits;
import dev.muxscope.common.protocol.ProtocolException;
import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.Request;
import dev.muxscope.common.protocol.RequestParser;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/// What must be true of the parser whatever the bytes are.
///
/// - It throws nothing but [ProtocolException], and each request takes at least a byte.
/// - However the bytes are cut, and whether or not requests are put back, the requests, the error
///   and the bytes that are left are the same; those left are the last ones that were given.
/// - Requests written anew as arrays are found again; as replies, a client reads them.
///
/// The first byte chooses what the parser accepts, the others are the stream.
public final class ParserTarget {

  private static final int MIB = 1 << 20;
  private static final ParserLimits WIDE = new ParserLimits(512 * MIB, 513 * MIB, false);

  /// What depends on how much has arrived, a line's and a request's length, is out of reach.
  private static final int MOST_BYTES = 60_000;

  private static final List<ParserLimits> LIMITS =
      List.of(
          WIDE,
          new ParserLimits(512 * MIB, 513 * MIB, true),
          new ParserLimits(20, MIB, 3, MIB, false, false),
          new ParserLimits(20, MIB, 3, MIB, true, false));

  private static final int FIRST_BYTES_CUT_SINGLY = 3000;

  private ParserTarget() {}

  /// What Jazzer calls.
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length > 0) {
      check(
          LIMITS.get(data[0] & 3), Arrays.copyOfRange(data, 1, Math.min(data.length, MOST_BYTES)));
    }
  }

  /// A request as the parser finds it.
  private record Found(List<String> arguments, boolean inline, String line) {
    static Found of(Request request) {
      List<String> arguments = new ArrayList<>();
      for (int i = 0; i < request.count(); i++) {
        arguments.add(new String(request.bytes(i), StandardCharsets.ISO_8859_1));
      }
      return new Found(arguments, request.inline(), request.inline() ? request.line() : "");
    }
  }

  /// All that comes of a stream; no error if `error` is null.
  private record Outcome(List<Found> requests, String error, String left) {}

  private static void check(ParserLimits limits, byte[] stream) {
    Outcome whole = parse(limits, stream, stream.length, new Random(0));
    long seed = Arrays.hashCode(stream);
    Outcome cut = parse(limits, stream, 1 + stream.length / 3, new Random(seed));
    demandEqual(whole, cut, "cut at places of chance");
    if (stream.length <= FIRST_BYTES_CUT_SINGLY) {
      demandEqual(whole, parse(limits, stream, 1, new Random(seed)), "byte by byte");
    }
    String all = new String(stream, StandardCharsets.ISO_8859_1);
    demand(whole.error != null || all.endsWith(whole.left), "other bytes are left than were given");
    demandFoundAgain(whole.requests);
    whole.requests.forEach(ParserTarget::demandReadable);
  }

  /// Gives the stream in pieces, each in a new buffer, joined to what was left.
  private static Outcome parse(ParserLimits limits, byte[] stream, int mostPiece, Random random) {
    RequestParser parser = new RequestParser();
    List<Found> requests = new ArrayList<>();
    ByteBuffer rest = ByteBuffer.allocate(0);
    int given = 0;
    boolean whole = mostPiece >= stream.length;
    try {
      while (given < stream.length) {
        int piece = whole ? stream.length : 1 + random.nextInt(mostPiece);
        piece = Math.min(piece, stream.length - given);
        ByteBuffer in = ByteBuffer.allocate(rest.remaining() + piece);
        in.put(rest).put(stream, given, piece).flip();
        given += piece;
        takeAll(limits, parser, in, whole ? null : random, requests);
        rest = in;
      }
    } catch (ProtocolException e) {
      return new Outcome(requests, e.getMessage(), "");
    }
    return new Outcome(requests, null, StandardCharsets.ISO_8859_1.decode(rest).toString());
  }

  /// @param puttingBack says when to put a request back; null for never
  private static void takeAll(
      ParserLimits limits,
      RequestParser parser,
      ByteBuffer in,
      Random puttingBack,
      List<Found> requests)
      throws ProtocolException {
    int before = in.position();
    while (parser.parse(in, limits)) {
      demand(in.position() > before, "a request without bytes");
      Found found = Found.of(parser.request());
      if (puttingBack != null && puttingBack.nextInt(8) == 0) {
        int behind = in.position();
        parser.putBack(in);
        boolean again = parser.parse(in, limits) && in.position() == behind;
        demand(again, "a request that was put back is gone");
        demandEqual(found, Found.of(parser.request()), "put back");
      }
      requests.add(found);
      before = in.position();
    }
    demand(in.position() >= before && in.position() <= in.limit(), "a position out of bounds");
  }

  private static void demandFoundAgain(List<Found> requests) {
    ByteArrayOutputStream anew = new ByteArrayOutputStream();
    for (Found request : requests) {
      anew.writeBytes(latin1("*" + request.arguments.size() + "\r\n"));
      for (String each : request.arguments) {
        anew.writeBytes(latin1("$" + each.length() + "\r\n" + each + "\r\n"));
      }
    }
    byte[] stream = anew.toByteArray();
    Outcome again = parse(WIDE, stream, Math.max(1, stream.length), new Random(0));
    demandEqual(
        requests.stream().map(Found::arguments).toList(),
        again.requests.stream().map(Found::arguments).toList(),
        "written anew");
  }

  private static void demandReadable(Found request) {
    ReplyWriter writer = ReplyWriter.extra();
    writer.array(request.arguments.size());
    request.arguments.forEach(each -> writer.bulk(latin1(each)));
    List<Reply> due =
        request.arguments.stream().<Reply>map(each -> new Reply.BulkString(latin1(each))).toList();
    try {
      Reply read = new ReplyReader().read(writer.flip()).orElse(null);
      demandEqual(new Reply.ArrayReply(due), read, "written as a reply");
    } catch (ReplyFormatException e) {
      throw new AssertionError("what was written as a reply cannot be read", e);
    }
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void demand(boolean truth, String otherwise) {
    if (!truth) {
      throw new AssertionError(otherwise);
    }
  }

  private static void demandEqual(Object wanted, Object actual, String when) {
    if (!Objects.equals(wanted, actual)) {
      throw new AssertionError("%s: %s instead of %s".formatted(when, actual, wanted));
    }
  }
}
