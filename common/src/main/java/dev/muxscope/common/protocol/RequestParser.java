package dev.muxscope.common.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Takes requests out of a stream of bytes: RESP arrays of bulk strings, and inline lines. It does
/// no I/O and copies no argument; it only notes where each one lies.
///
/// The caller hands in all bytes from the first unfinished request on, which may have moved between
/// calls but not changed. What was looked at once is not looked at again, so that a request that
/// arrives in pieces costs what it costs whole.
///
/// ```
///           '*' n                    n arguments
///   START ─────────► ARGUMENT_LENGTH ───────────► START
///     │ │                 │    ▲
///     │ └─ inline line    ▼    │ argument and CR LF there
///     │    or *0, *-1   ARGUMENT
///     ▼
///   START
/// ```
///
/// START is `missingArguments == 0`, ARGUMENT_LENGTH `argumentLength == UNKNOWN`. A request that
/// was [#putBack] is `held`: the next [#parse] finds it again.
///
/// Owned by the thread that runs the connection. Rules and error texts are those of Redis 7.0.
public final class RequestParser {

  private static final int CRLF = 2;
  private static final int UNKNOWN = -1;
  private static final int NOT_FOUND = -1;

  private final Request request = new Request();

  /// Those of the present [#parse].
  private ParserLimits limits = ParserLimits.LEAST;

  /// Where what is parsed of the unfinished request ends, counted from its first byte.
  private int parsed;

  /// Up to where the line after that was looked at without finding its end, counted likewise.
  private int searched;

  /// How many arguments of an array are to come.
  private long missingArguments;

  /// The length of the next of them.
  private int argumentLength = UNKNOWN;

  /// Whether [#request] was put back.
  private boolean held;

  private boolean passedEmpty;

  /// Tries to finish a request.
  ///
  /// @param in from its position on, all bytes since the end of the last request; the position
  ///   moves behind a request that was whole, and behind empty ones
  /// @param limits what it accepts from here on
  /// @return whether there is a whole request; if not, more bytes are needed
  /// @throws ProtocolException if the bytes are no request; the parser is of no use any more
  public boolean parse(ByteBuffer in, ParserLimits limits) throws ProtocolException {
    this.limits = limits;
    passedEmpty = false;
    if (held) {
      held = false;
      return finish(in);
    }
    while (missingArguments == 0) {
      if (!in.hasRemaining() || !startRequest(in)) {
        return false;
      }
      if (request.inline() && request.count() > 0) {
        return finish(in);
      }
    }
    return parseArguments(in);
  }

  /// The request that [#parse] found.
  public Request request() {
    return request;
  }

  /// How many bytes the unfinished request has up to the end of the argument that is to come next,
  /// 0 if that is not known.
  public long neededBytes() {
    return argumentLength == UNKNOWN ? 0 : (long) parsed + argumentLength + CRLF;
  }

  /// How many bytes of memory the arguments of the unfinished request take beside its own, 0 if
  /// there is none.
  public int tableBytes() {
    return missingArguments > 0 ? request.tableBytes() : 0;
  }

  /// Whether the last [#parse] passed by requests that were empty, even if it found another or
  /// failed.
  public boolean passedEmpty() {
    return passedEmpty;
  }

  /// Makes the next [#parse] find the same request again.
  ///
  /// @param in as [#parse] left it; the position moves back before the request
  public void putBack(ByteBuffer in) {
    held = true;
    parsed = request.size();
    in.position(in.position() - parsed);
  }

  /// Forgets an unfinished request.
  public void reset() {
    parsed = 0;
    searched = 0;
    missingArguments = 0;
    argumentLength = UNKNOWN;
    held = false;
  }

  /// Reads the first line; false if it is not there yet. Requests without arguments are consumed.
  private boolean startRequest(ByteBuffer in) throws ProtocolException {
    request.reset();
    boolean array = in.get(in.position()) == '*';
    if (!(array ? startArray(in) : startLine(in))) {
      return false;
    }
    if (missingArguments == 0 && request.count() == 0) {
      passedEmpty = true;
      skip(in);
    }
    return true;
  }

  private boolean startArray(ByteBuffer in) throws ProtocolException {
    int end = lineEnd(in, '\r', ParserLimits.MAX_LINE_BYTES, "too big mbulk count string");
    if (end == NOT_FOUND) {
      return false;
    }
    missingArguments = argumentCount(in, in.position() + 1, end);
    parsed = end + CRLF - in.position();
    return true;
  }

  private boolean startLine(ByteBuffer in) throws ProtocolException {
    int end = lineEnd(in, '\n', limits.maxInlineBytes(), "too big inline request");
    if (end == NOT_FOUND) {
      return false;
    }
    splitLine(in, end);
    parsed = end + 1 - in.position();
    return true;
  }

  private boolean parseArguments(ByteBuffer in) throws ProtocolException {
    while (missingArguments > 0) {
      if (argumentLength == UNKNOWN && !parseLength(in)) {
        return false;
      }
      if (in.remaining() - parsed - CRLF < argumentLength) {
        checkRequest(in);
        return false;
      }
      request.add(parsed, argumentLength);
      parsed += argumentLength + CRLF;
      argumentLength = UNKNOWN;
      missingArguments--;
    }
    return finish(in);
  }

  private boolean parseLength(ByteBuffer in) throws ProtocolException {
    int end = lineEnd(in, '\r', ParserLimits.MAX_LINE_BYTES, "too big bulk count string");
    if (end == NOT_FOUND) {
      checkRequest(in);
      return false;
    }
    int from = in.position() + parsed;
    if (in.get(from) != '$') {
      throw new ProtocolException("expected '$', got '" + (char) (in.get(from) & 0xFF) + "'");
    }
    if (!Decimal.isValid(in, from + 1, end)) {
      throw new ProtocolException("invalid bulk length");
    }
    long length = Decimal.parse(in, from + 1, end);
    if (length < 0 || length > limits.maxBulkBytes()) {
      throw new ProtocolException("invalid bulk length");
    }
    if (length > ParserLimits.STRANGERS_BULK_BYTES && limits.strangers()) {
      throw new ProtocolException("unauthenticated bulk length");
    }
    argumentLength = (int) length;
    parsed = end + CRLF - in.position();
    return true;
  }

  private long argumentCount(ByteBuffer in, int from, int end) throws ProtocolException {
    long count = Decimal.isValid(in, from, end) ? Decimal.parse(in, from, end) : Long.MAX_VALUE;
    if (count > limits.maxArguments()) {
      throw new ProtocolException("invalid multibulk length");
    }
    if (count > ParserLimits.STRANGERS_ARGUMENTS && limits.strangers()) {
      throw new ProtocolException("unauthenticated multibulk length");
    }
    return Math.max(count, 0);
  }

  /// Where the line that begins at `parsed` ends, or [#NOT_FOUND] if its end is not there yet, to
  /// which belongs the byte behind a CR.
  ///
  /// A zero byte hides what follows it, as it does in Redis. Of a line that came at once Redis
  /// takes more than of one in pieces, by how much it reads at a time; here that is twice the
  /// limit.
  ///
  /// @param most how many bytes may be there of a line without its end
  /// @param tooLong the error if there are more
  private int lineEnd(ByteBuffer in, char terminator, int most, String tooLong)
      throws ProtocolException {
    int from = in.position();
    int after = terminator == '\r' ? 1 : 0;
    int limit = (int) Math.min(in.limit() - after, from + parsed + 2L * most);
    int i = from + Math.max(parsed, searched);
    while (i < limit) {
      byte b = in.get(i);
      if (b == terminator) {
        searched = 0;
        return i;
      }
      if (b == 0) {
        break;
      }
      i++;
    }
    searched = i - from;
    if (in.remaining() - parsed > most) {
      throw new ProtocolException(tooLong);
    }
    return NOT_FOUND;
  }

  private void checkRequest(ByteBuffer in) throws ProtocolException {
    if (in.remaining() >= limits.maxRequestBytes()) {
      throw new ProtocolException("too big request");
    }
  }

  private void splitLine(ByteBuffer in, int end) throws ProtocolException {
    int from = in.position();
    int to = end > from && in.get(end - 1) == '\r' ? end - 1 : end;
    if (limits.proseLines()) {
      splitProseLine(in, from, to);
      return;
    }
    request.addLine("");
    if (!InlineLine.split(in, from, to, request)) {
      throw new ProtocolException("unbalanced quotes in request");
    }
  }

  private void splitProseLine(ByteBuffer in, int from, int to) {
    byte[] text = new byte[to - from];
    in.get(from, text);
    String line = new String(text, StandardCharsets.UTF_8);
    request.addLine(line);
    if (!InlineLine.split(in, from, to, request)) {
      in.put(from, text);
      request.reset();
      request.addLine(line);
      InlineLine.splitProse(in, from, to, request);
    }
  }

  private boolean finish(ByteBuffer in) {
    request.complete(in, in.position(), parsed);
    skip(in);
    return true;
  }

  private void skip(ByteBuffer in) {
    in.position(in.position() + parsed);
    parsed = 0;
    searched = 0;
  }
}
