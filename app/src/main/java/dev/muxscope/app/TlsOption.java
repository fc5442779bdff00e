package dev.muxscope.app;

import dev.muxscope.common.transport.TlsFiles;
import dev.muxscope.common.transport.TlsIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// `--tls-cert`, `--tls-key` and `--tls-ca` of a server.
final class TlsOption {

  private TlsOption() {}

  /// What a server shows, if it is to speak TLS.
  ///
  /// @throws UsageException if the options do not go together, or their files cannot be used
  static Optional<TlsIdentity> read(Arguments arguments) throws UsageException {
    Optional<Path> certificate = arguments.path("tls-cert");
    Optional<Path> key = arguments.path("tls-key");
    Optional<Path> authorities = arguments.path("tls-ca");
    if (certificate.isEmpty() && key.isEmpty() && authorities.isEmpty()) {
      return Optional.empty();
    }
    if (certificate.isEmpty() || key.isEmpty()) {
      throw new UsageException("TLS needs both --tls-cert FILE and --tls-key FILE");
    }
    try {
      return Optional.of(TlsIdentity.load(new TlsFiles(certificate, key, authorities)));
    } catch (IOException e) {
      throw new UsageException("--tls-cert, --tls-key, --tls-ca: " + e.getMessage());
    }
  }
}
