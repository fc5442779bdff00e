package dev.muxscope.common.server;

import dev.muxscope.common.transport.TlsIdentity;
import java.net.InetSocketAddress;
import java.util.Optional;

/// Whom a server serves. Immutable.
///
/// @param password what clients have to know; default none
/// @param tls what it shows clients by TLS, and whether they must show something; default plain TCP
/// @param protectedMode whether it refuses to be reached by everybody from elsewhere; default yes
public record Security(
    Optional<Password> password, Optional<TlsIdentity> tls, boolean protectedMode) {

  /// Everybody on this machine.
  public static Security defaults() {
    return new Security(Optional.empty(), Optional.empty(), true);
  }

  /// The same with a password.
  public Security withPassword(Password other) {
    return new Security(Optional.of(other), tls, protectedMode);
  }

  /// The same by TLS.
  public Security withTls(TlsIdentity other) {
    return new Security(password, Optional.of(other), protectedMode);
  }

  /// The same for everybody from everywhere.
  public Security withoutProtectedMode() {
    return new Security(password, tls, false);
  }

  /// Whether a client must know or have something.
  private boolean asksForAnything() {
    return password.isPresent() || tls.map(TlsIdentity::asksForCertificates).orElse(false);
  }

  /// Checks that it may listen at an address.
  ///
  /// @throws IllegalArgumentException if everybody could reach it; the message says what to do
  void checkAddress(InetSocketAddress address) {
    if (protectedMode && !address.getAddress().isLoopbackAddress() && !asksForAnything()) {
      throw new IllegalArgumentException(
          "protected mode: at "
              + address.getHostString()
              + " everybody who reaches this machine could read, change and flush: give --host"
              + " 127.0.0.1, or a password by --password-file, or --tls-cert, --tls-key and --tls-ca"
              + " for client certificates; --no-protected-mode lets everybody in");
    }
  }
}
