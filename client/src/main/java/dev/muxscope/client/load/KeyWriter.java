package dev.muxscope.client.load;

import dev.muxscope.client.Reply;
import dev.muxscope.client.RespClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;

/// Writes all keys once, so that what is read is there. The keys are `key:` and twelve digits, as
/// those of `redis-benchmark`.
public final class KeyWriter {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /// On their way at a time, so that neither side blocks in its writes.
  private static final int MAX_BATCH = 200;

  private static final int MAX_BATCH_BYTES = 64 << 10;

  private static final byte[] NO_VALUE = {};

  private KeyWriter() {}

  /// Returns when all are written.
  ///
  /// @throws LoadException when the server does not take them
  static void write(LoadOptions options, KeyMix mix) throws LoadException {
    try (var client = connect(options)) {
      write(client, mix.keys(), options.content().payload());
    } catch (IOException e) {
      throw new LoadException(options.target() + ": the keys cannot be written: " + e.getMessage());
    }
  }

  /// Writes a value under each key, and returns when all are written.
  ///
  /// @param keys how many there are
  /// @throws IOException when the connection fails, or the server does not take them
  public static void write(RespClient client, int keys, byte[] value) throws IOException {
    int batch = Math.clamp(MAX_BATCH_BYTES / (value.length + 64), 1, MAX_BATCH);
    for (int key = 0; key < keys; key += batch) {
      write(client, key, Math.min(keys, key + batch), value);
    }
  }

  /// Whether the last key has a value of this length, as all have after [#write].
  ///
  /// @throws IOException when the connection fails
  public static boolean isWritten(RespClient client, int keys, int valueBytes) throws IOException {
    client.sendRaw(MixCommand.GET.encode(keys - 1, NO_VALUE));
    return client.receive() instanceof Reply.BulkString(byte[] there) && there.length == valueBytes;
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
