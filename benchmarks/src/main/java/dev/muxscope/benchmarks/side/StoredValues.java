package dev.muxscope.benchmarks.side;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.muxscope.client.Reply;
import dev.muxscope.client.RequestLine;
import dev.muxscope.client.RespClient;
import dev.muxscope.lab.LabException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// Puts values under the keys that `redis-benchmark` will ask for, so that what is to be read is
/// there, and what is to be written takes the place of something.
final class StoredValues {

  /// Requests that are sent before their replies are read.
  private static final int BATCH = 100;

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private StoredValues() {}

  /// Puts what `request` asks for, unless it has been put before.
  ///
  /// @throws LabException if the server does not take it
  static void put(RunningServer server, Request request) throws LabException, IOException {
    if (request.command() == Request.Command.PING) {
      return;
    }
    byte[] value = "x".repeat(request.valueBytes()).getBytes(US_ASCII);
    try (RespClient client = RespClient.connect(server.address(), TIMEOUT)) {
      List<byte[]> last = List.of(bytes("GET"), key(request.keys() - 1, request));
      if (client.call(last).equals(new Reply.BulkString(value))) {
        return;
      }
      for (int from = 0; from < request.keys(); from += BATCH) {
        int to = Math.min(from + BATCH, request.keys());
        client.sendRaw(sets(from, to, request, value));
        for (Reply reply : client.receive(to - from)) {
          if (reply instanceof Reply.ErrorReply(String text)) {
            throw new LabException(server.contender().name() + " does not store a value: " + text);
          }
        }
      }
    }
  }

  private static byte[] sets(int from, int to, Request request, byte[] value) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int number = from; number < to; number++) {
      all.writeBytes(RequestLine.encode(List.of(bytes("SET"), key(number, request), value)));
    }
    return all.toByteArray();
  }

  /// What `redis-benchmark` makes of its key: it leaves it as it is where there is but one.
  private static byte[] key(int number, Request request) {
    return bytes(
        request.keys() == 1 ? "key:__rand_int__" : String.format(Locale.ROOT, "key:%012d", number));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }
}
