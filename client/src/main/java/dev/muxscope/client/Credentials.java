package dev.muxscope.client;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// What a client shows a server, and how it knows the server. Immutable; prints no secret.
public final class Credentials {

  private static final Credentials NONE = new Credentials(Optional.empty(), Optional.empty());

  private final Optional<byte[]> password;
  private final Optional<SSLContext> tls;

  private Credentials(Optional<byte[]> password, Optional<SSLContext> tls) {
    this.password = password;
    this.tls = tls;
  }

  /// Plain TCP without a password.
  public static Credentials none() {
    return NONE;
  }

  /// The same with a password, sent first on each connection.
  public Credentials withPassword(byte[] secret) {
    return new Credentials(Optional.of(secret.clone()), tls);
  }

  /// The same by TLS 1.3, with the keys and the trust of `context`.
  public Credentials withTls(SSLContext context) {
    return new Credentials(password, Optional.of(context));
  }

  /// Whether a password is sent.
  public boolean hasPassword() {
    return password.isPresent();
  }

  Optional<SSLContext> tls() {
    return tls;
  }

  /// The request that sends the password; empty if there is none.
  public byte[] request() {
    return password
        .map(secret ->
            RequestLine.encode(List.of("AUTH".getBytes(StandardCharsets.US_ASCII), secret)))
        .orElse(new byte[0]);
  }

  @Override
  public String toString() {
    return "password=" + (hasPassword() ? "set" : "none") + ", tls=" + tls.isPresent();
  }
}
