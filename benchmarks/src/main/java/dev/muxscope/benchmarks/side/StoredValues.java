package dev.muxscope.benchmarks.side;

import dev.muxscope.client.Reply;
import dev.muxscope.client.RespClient;
import dev.muxscope.client.load.KeyWriter;
import dev.muxscope.lab.LabException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Puts values under the keys that `redis-benchmark` will ask for, so that what is to be read is
/// there, and what is to be written takes the place of something.
final class StoredValues {

  /// The one key that it uses, unless it is told to use many.
  private static final String ONE_KEY = "key:__rand_int__";

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private StoredValues() {}

  /// Puts what `request` asks for; many keys only if that has not been done before.
  ///
  /// @throws LabException if the server does not take it
  static void put(RunningServer server, Request request) throws LabException {
    if (!request.hasValue()) {
      return;
    }
    String value = "x".repeat(request.valueBytes());
    try (RespClient client = RespClient.connect(server.address(), TIMEOUT)) {
      if (request.keys() == 1) {
        putOne(client, value);
      } else if (!KeyWriter.isWritten(client, request.keys(), value.length())) {
        KeyWriter.write(client, request.keys(), value.getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      throw new LabException(
          server.contender().name() + " does not store a value: " + e.getMessage());
    }
  }

  private static void putOne(RespClient client, String value) throws IOException {
    if (client.call("SET", ONE_KEY, value) instanceof Reply.ErrorReply(String text)) {
      throw new IOException(text);
    }
  }
}
