package dev.muxscope.common.protocol;

import java.util.Arrays;

/// Bytes as the key of a map. A request's own key is set anew for each look-up, so that a look-up
/// of up to a kibibyte allocates nothing; what is stored is a [#copy].
///
/// It is comparable so that a [java.util.concurrent.ConcurrentHashMap] bin full of collisions,
/// which an attacker may cause, becomes a tree.
public final class Key implements Comparable<Key> {

  private static final int USUAL_BYTES = 32;
  private static final int KEPT_BYTES = 1024;

  private byte[] bytes;
  private int length;
  private int hash;

  Key() {
    bytes = new byte[USUAL_BYTES];
  }

  private Key(byte[] bytes, int hash) {
    this.bytes = bytes;
    this.length = bytes.length;
    this.hash = hash;
  }

  Key set(Request request, int index) {
    length = request.length(index);
    if (length > bytes.length) {
      bytes = new byte[length];
    }
    request.copyTo(index, bytes, 0);
    int h = 1;
    for (int i = 0; i < length; i++) {
      h = 31 * h + bytes[i];
    }
    hash = h;
    return this;
  }

  /// Lets go of the memory of a long key, and of the key.
  void trim() {
    if (bytes.length > KEPT_BYTES) {
      bytes = new byte[USUAL_BYTES];
      length = 0;
    }
  }

  /// A key that never changes, with these bytes.
  public Key copy() {
    return new Key(Arrays.copyOf(bytes, length), hash);
  }

  /// A copy of its bytes.
  public byte[] bytes() {
    return Arrays.copyOf(bytes, length);
  }

  /// How many bytes it has.
  public int length() {
    return length;
  }

  @Override
  public int compareTo(Key other) {
    return Arrays.compare(bytes, 0, length, other.bytes, 0, other.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Key key
        && hash == key.hash
        && Arrays.equals(bytes, 0, length, key.bytes, 0, key.length);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
