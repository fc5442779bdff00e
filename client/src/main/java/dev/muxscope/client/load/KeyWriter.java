package dev.muxscope.client.load;

import dev.muxscope.client.Reply;
import dev.muxscope.client.RespClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;

/// Writes all keys of a mix once, so that what is read is there.
final class KeyWriter {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /// On their way at a time, so that neither side blocks in its writes.
  private static final int MAX_BATCH = 200;

  private static final int MAX_BATCH_BYTES = 64 << 10;

  private KeyWriter() {}

  /// Returns when all are written.
  ///
  /// @throws LoadException when the server does not take them
  static void write(LoadOptions options, KeyMix mix) throws LoadException {
    byte[] value = options.content().payload();
    int batch = Math.clamp(MAX_BATCH_BYTES / (value.length + 64), 1, MAX_BATCH);
    try (var client = connect(options)) {
      for (int key = 0; key < mix.keys(); key += batch) {
        write(client, key, Math.min(mix.keys(), key + batch), value);
      }
    } catch (IOException e) {
      throw new LoadException(options.target() + ": the keys cannot be written: " + e.getMessage());
    }
  }

  private static RespClient connect(LoadOptions options) throws IOException {
    return RespClient.connect(options.target().address(), TIMEOUT, options.credentials());
  }

  private static void write(RespClient client, int from, int to, byte[] value) throws IOException {
    var requests = new ByteArrayOutputStream();
    for (int key = from; key < to; key++) {
      requests.writeBytes(MixCommand.SET.encode(key, value));
    }
    client.sendRaw(requests.toByteArray());
    for (Reply reply : client.receive(to - from)) {
      if (reply instanceof Reply.ErrorReply(String text)) {
        throw new IOException(text);
      }
    }
  }
}
