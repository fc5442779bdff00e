package dev.muxscope.app;

import dev.muxscope.common.transport.TlsFiles;
import dev.muxscope.common.transport.TlsIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/// `--tls-cert`, `--tls-key` and `--tls-ca` of a server or a client.
final class TlsOption {

  private TlsOption() {}

  /// What a server shows, if it is to speak TLS.
  ///
  /// @throws UsageException if the options do not go together, or their files cannot be used
  static Optional<TlsIdentity> server(Arguments arguments) throws UsageException {
    if (Stream.of("tls-cert", "tls-key", "tls-ca").noneMatch(arguments::has)) {
      return Optional.empty();
    }
    TlsFiles files = files(arguments);
    if (files.certificate().isEmpty()) {
      throw new UsageException("--tls-ca needs --tls-cert FILE and --tls-key FILE too");
    }
    try {
      return Optional.of(TlsIdentity.load(files));
    } catch (IOException e) {
      throw new UsageException("TLS: " + e.getMessage());
    }
  }

  /// What a client shows and trusts, if it is to speak TLS.
  ///
  /// @throws UsageException if the options do not go together, or their files cannot be used
  static Optional<SSLContext> client(Arguments arguments) throws UsageException {
    TlsFiles files = files(arguments);
    if (!arguments.has("tls")) {
      if (files.certificate().isPresent() || files.authorities().isPresent()) {
        throw new UsageException("--tls-ca, --tls-cert and --tls-key go with --tls");
      }
      return Optional.empty();
    }
    try {
      return Optional.of(files.load());
    } catch (IOException e) {
      throw new UsageException("TLS: " + e.getMessage());
    }
  }

  private static TlsFiles files(Arguments arguments) throws UsageException {
    Optional<Path> certificate = arguments.path("tls-cert");
    Optional<Path> key = arguments.path("tls-key");
    if (certificate.isPresent() != key.isPresent()) {
      throw new UsageException("--tls-cert FILE and --tls-key FILE go together");
    }
    return new TlsFiles(certificate, key, arguments.path("tls-ca"));
  }
}
