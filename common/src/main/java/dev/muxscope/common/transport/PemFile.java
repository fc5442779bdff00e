package dev.muxscope.common.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Certificates and keys as OpenSSL writes them: Base64 between lines that say what it is. The
/// JDK's own reader is a preview in JDK 25.
///
/// @param path named in errors
/// @param blocks in the order of the file
record PemFile(Path path, List<Block> blocks) {

  /// Larger files are no certificates, in bytes.
  private static final int MAX_BYTES = 1 << 20;

  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN ([A-Z0-9 ]+)-----"
              + "(\\s*Proc-Type: 4,ENCRYPTED\\s+DEK-Info: \\S+)?([^-]*)-----END \\1-----");

  private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";

  private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

  /// @param label as `PRIVATE KEY`
  @SuppressWarnings("ArrayRecordComponent")
  record Block(String label, byte[] bytes) {}

  /// @throws IOException with one line that names the file and what is wrong with it
  static PemFile read(Path path) throws IOException {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(textOf(path));
    while (matcher.find()) {
      // Before PKCS#8, OpenSSL told of encryption behind the label.
      String label = matcher.group(2) == null ? matcher.group(1) : ENCRYPTED;
      blocks.add(new Block(label, decode(path, matcher.group(3))));
    }
    if (blocks.isEmpty()) {
      throw new IOException(
          path + ": no PEM file, which has lines like -----BEGIN CERTIFICATE-----");
    }
    return new PemFile(path, List.copyOf(blocks));
  }

  private static String textOf(Path path) throws IOException {
    try {
      if (Files.isDirectory(path)) {
        throw new IOException(path + ": is a directory");
      }
      if (Files.size(path) > MAX_BYTES) {
        throw new IOException(path + ": too large for a PEM file");
      }
      return Files.readString(path, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new IOException(path + ": there is no such file", e);
    } catch (AccessDeniedException e) {
      throw new IOException(path + ": permission denied", e);
    }
  }

  private static byte[] decode(Path path, String base64) throws IOException {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IOException(path + ": damaged: " + e.getMessage(), e);
    }
  }

  /// All certificates.
  ///
  /// @throws IOException if there is none, or one is damaged
  List<X509Certificate> certificates() throws IOException {
    List<X509Certificate> found = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Block block : blocks) {
        if (block.label.endsWith("CERTIFICATE")) {
          found.add(
              (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.bytes)));
        }
      }
    } catch (CertificateException e) {
      throw new IOException(path + ": a damaged certificate: " + e.getMessage(), e);
    }
    if (found.isEmpty()) {
      throw new IOException(path + ": holds no certificate, but " + labels());
    }
    return found;
  }

  /// The private key.
  ///
  /// @throws IOException if there is none, or one that cannot be used
  PrivateKey privateKey() throws IOException {
    for (Block block : blocks) {
      switch (block.label) {
        case "PRIVATE KEY" -> {
          return key(block.bytes);
        }
        case "RSA PRIVATE KEY" -> {
          return key(Der.wrapRsa(block.bytes));
        }
        case "EC PRIVATE KEY" -> {
          return key(Der.wrapEc(path, block.bytes));
        }
        case ENCRYPTED ->
            throw new IOException(
                path + ": the key is encrypted: decrypt it with openssl pkey -in KEY -out PLAIN");
        default -> {
          // Certificates and parameters may stand before it.
        }
      }
    }
    throw new IOException(path + ": holds no private key, but " + labels());
  }

  private PrivateKey key(byte[] pkcs8) throws IOException {
    PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(pkcs8);
    for (String algorithm : KEY_ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
      } catch (GeneralSecurityException _) {
        // Of another kind: the next one is tried.
      }
    }
    throw new IOException(path + ": a damaged key, or one of no kind of " + KEY_ALGORITHMS);
  }

  private String labels() {
    return String.join(", ", blocks.stream().map(Block::label).distinct().toList());
  }
}
