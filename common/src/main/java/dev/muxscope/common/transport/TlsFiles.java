package dev.muxscope.common.transport;

import dev.muxscope.common.event.FaultLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// Where one side of TLS keeps what it shows and whom it trusts: PEM files. Immutable.
///
/// @param certificate its certificate, then those that vouch for it; none for an anonymous client
/// @param key the certificate's private key
/// @param authorities whose certificates it trusts; without, a server asks for none, and a client
///   trusts those that the JDK does
public record TlsFiles(Optional<Path> certificate, Optional<Path> key, Optional<Path> authorities) {

  private static final FaultLog LOG = new FaultLog(TlsFiles.class);

  /// Never written to anything.
  private static final char[] NO_PASSWORD = {};

  /// When the files were last changed, to notice that they have been.
  List<FileTime> times() throws IOException {
    List<FileTime> times = new ArrayList<>();
    for (Optional<Path> each : List.of(certificate, key, authorities)) {
      if (each.isPresent()) {
        times.add(Files.getLastModifiedTime(each.get()));
      }
    }
    return times;
  }

  /// Reads the files.
  ///
  /// @throws IOException with one line that names the file and what is wrong with it
  public SSLContext load() throws IOException {
    try {
      TrustManager[] trust = authorities.isPresent() ? trustManagers() : null;
      // Last, as it warns of dates: not again and again while something else is wrong.
      KeyManager[] keys = certificate.isPresent() ? keyManagers() : null;
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  private KeyManager[] keyManagers() throws IOException, GeneralSecurityException {
    Path certificateFile = certificate.orElseThrow();
    Path keyFile = key.orElseThrow();
    List<X509Certificate> chain = PemFile.read(certificateFile).certificates();
    PrivateKey privateKey = PemFile.read(keyFile).privateKey();
    if (!fits(privateKey, chain.getFirst())) {
      throw new IOException(keyFile + ": is not the key of the certificate in " + certificateFile);
    }
    warnOfDates(certificateFile, chain.getFirst());
    KeyStore store = emptyStore();
    store.setKeyEntry("own", privateKey, NO_PASSWORD, chain.toArray(Certificate[]::new));
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private TrustManager[] trustManagers() throws IOException, GeneralSecurityException {
    KeyStore store = emptyStore();
    int count = 0;
    for (X509Certificate each : PemFile.read(authorities.orElseThrow()).certificates()) {
      store.setCertificateEntry("authority-" + count++, each);
    }
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  /// Whether what the key signs is what the certificate verifies.
  private static boolean fits(PrivateKey key, X509Certificate certificate) {
    PublicKey shown = certificate.getPublicKey();
    // RSASSA-PSS signs only with the parameters that the key allows.
    if (key instanceof RSAKey own && shown instanceof RSAKey other) {
      return own.getModulus().equals(other.getModulus());
    }
    String algorithm = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : key.getAlgorithm();
    byte[] text = new byte[32];
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(text);
      byte[] signed = signature.sign();
      signature.initVerify(shown);
      signature.update(text);
      return signature.verify(signed);
    } catch (GeneralSecurityException _) {
      // As where one is RSA and the other is not.
      return false;
    }
  }

  private static void warnOfDates(Path file, X509Certificate certificate) {
    try {
      certificate.checkValidity();
    } catch (CertificateExpiredException _) {
      LOG.warn(file + ": the certificate has expired, at " + certificate.getNotAfter().toInstant());
    } catch (CertificateNotYetValidException _) {
      LOG.warn(file + ": the certificate begins at " + certificate.getNotBefore().toInstant());
    }
  }
}
