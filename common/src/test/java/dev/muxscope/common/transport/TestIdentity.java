package dev.muxscope.common.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Optional;

/// A certificate that vouches for itself, made by the JDK's keytool.
///
/// @param certificate a PEM file
/// @param key a PEM file
record TestIdentity(Path certificate, Path key) {

  private static final String PASSWORD = "changeit";

  /// Makes `name.pem` and `name.key`.
  ///
  /// @param algorithm of the key, as `RSA` or `EC`
  static TestIdentity in(Path folder, String name, String algorithm)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = folder.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD,
                "-alias",
                "own",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-validity",
                "2")
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes());
    assertEquals(0, keytool.waitFor(), said);
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    Path certificate = folder.resolve(name + ".pem");
    Path key = folder.resolve(name + ".key");
    write(certificate, "CERTIFICATE", keys.getCertificate("own").getEncoded());
    write(key, "PRIVATE KEY", keys.getKey("own", PASSWORD.toCharArray()).getEncoded());
    return new TestIdentity(certificate, key);
  }

  static void write(Path file, String label, byte[] bytes) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    Files.writeString(
        file, "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n");
  }

  /// As a server that asks for no certificate.
  TlsFiles server() {
    return new TlsFiles(Optional.of(certificate), Optional.of(key), Optional.empty());
  }

  /// As an anonymous client that trusts this certificate.
  TlsFiles client() {
    return new TlsFiles(Optional.empty(), Optional.empty(), Optional.of(certificate));
  }
}
