package dev.muxscope.common.server;

import java.util.Optional;

/// Whom a server serves. Immutable.
///
/// @param password what clients have to know; default none
public record Security(Optional<Password> password) {

  /// Everybody who reaches it, which is why it listens at a loopback address.
  public static Security none() {
    return new Security(Optional.empty());
  }

  /// The same with a password.
  public Security withPassword(Password other) {
    return new Security(Optional.of(other));
  }
}
