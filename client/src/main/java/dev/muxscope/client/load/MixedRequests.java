package dev.muxscope.client.load;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/// Makes batches of requests by a mix: a command by its share, a key by the distribution. The same
/// sequence in every run. A request is a copy of its command's bytes in which the digits of the key
/// are written over, so that none is made anew.
///
/// Owned by the loop's thread.
final class MixedRequests {

  private static final long SEED = 0x5EED_0F_C0FFEEL;

  private final SplittableRandom random;
  private final KeyChooser keys;
  private final byte[][] templates;
  private final int[] lastDigits;
  private final int[] weightsUpTo;
  private final int pipeline;
  private final ByteBuffer batch;

  /// @param value what is written
  /// @param pipeline requests in a batch
  /// @param thread which has a sequence of its own; counted from 0
  MixedRequests(KeyMix mix, byte[] value, int pipeline, int thread) {
    int parts = mix.parts().size();
    this.random = new SplittableRandom(SEED + thread);
    this.keys = KeyChooser.of(mix.distribution(), mix.keys());
    this.templates = new byte[parts][];
    this.lastDigits = new int[parts];
    this.weightsUpTo = new int[parts];
    this.pipeline = pipeline;
    int weights = 0;
    for (int i = 0; i < parts; i++) {
      KeyMix.Part part = mix.parts().get(i);
      templates[i] = part.command().encode(0, value);
      lastDigits[i] = part.command().lastKeyDigit();
      weights += part.weight();
      weightsUpTo[i] = weights;
    }
    // A batch is bounded by LoadOptions.
    this.batch = ByteBuffer.allocateDirect((int) (mix.longestRequest(value) * pipeline));
  }

  /// The next batch; valid until the next call.
  ByteBuffer nextBatch() {
    batch.clear();
    for (int i = 0; i < pipeline; i++) {
      int part = nextPart();
      int start = batch.position();
      batch.put(templates[part]);
      if (lastDigits[part] >= 0) {
        putKey(start + lastDigits[part], keys.next(random));
      }
    }
    return batch.flip();
  }

  private int nextPart() {
    int drawn = random.nextInt(weightsUpTo[weightsUpTo.length - 1]);
    int part = 0;
    while (drawn >= weightsUpTo[part]) {
      part++;
    }
    return part;
  }

  private void putKey(int lastDigit, int key) {
    int position = lastDigit;
    for (int rest = key; rest > 0; rest /= 10) {
      batch.put(position--, (byte) ('0' + rest % 10));
    }
  }
}
