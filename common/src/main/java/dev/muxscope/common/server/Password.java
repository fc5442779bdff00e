package dev.muxscope.common.server;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// What a client has to know. Kept as its SHA-256 only, and shown by nothing. Immutable.
public final class Password {

  /// What an argument has at most that a client sends before it is authenticated, in bytes.
  public static final int MAX_BYTES = 16_384;

  private final byte[] digest;

  private Password(byte[] digest) {
    this.digest = digest;
  }

  /// The password that `secret` is.
  ///
  /// @param secret 1 to [#MAX_BYTES] bytes, which are not kept
  /// @throws IllegalArgumentException if it has none or too many
  public static Password of(byte[] secret) {
    if (secret.length == 0 || secret.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "a password has 1 to " + MAX_BYTES + " bytes, not " + secret.length);
    }
    return new Password(digest(secret));
  }

  /// Whether it is this one. How long that takes depends on the length of `given` only.
  boolean is(byte[] given) {
    return MessageDigest.isEqual(digest, digest(given));
  }

  private static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// Says no more than that there is one.
  @Override
  public String toString() {
    return "set";
  }
}
