package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/// A client of the JDK's own, which trusts one authority. One thread at a time uses it.
final class TlsConnection implements AutoCloseable {

  private final SSLSocket socket;

  TlsConnection(InetSocketAddress server, String authority)
      throws IOException, GeneralSecurityException {
    Socket plain = plain(server);
    socket =
        (SSLSocket)
            context(authority)
                .getSocketFactory()
                .createSocket(plain, "localhost", server.getPort(), true);
    socket.startHandshake();
  }

  /// What goes beneath TLS.
  static Socket plain(InetSocketAddress server) throws IOException {
    Socket plain = new Socket();
    plain.setTcpNoDelay(true);
    plain.connect(server, (int) RawConnection.PATIENCE.toMillis());
    plain.setSoTimeout((int) RawConnection.PATIENCE.toMillis());
    return plain;
  }

  static SSLContext context(String authority) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    byte[] pem = Files.readAllBytes(Path.of(authority));
    store.setCertificateEntry(
        "ca",
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem)));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /// What the server has shown.
  X509Certificate certificate() throws IOException {
    return (X509Certificate) socket.getSession().getPeerCertificates()[0];
  }

  String protocol() {
    return socket.getSession().getProtocol();
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  void send(String escaped) throws IOException {
    send(Escapes.decode(escaped));
  }

  void expect(String escaped) throws IOException {
    byte[] wanted = Escapes.decode(escaped);
    assertBytes(wanted, socket.getInputStream().readNBytes(wanted.length));
  }

  static void assertBytes(byte[] wanted, byte[] got) {
    assertEquals(Escapes.encode(wanted), Escapes.encode(got));
  }

  InputStream input() throws IOException {
    return socket.getInputStream();
  }

  /// Says that nothing more is sent; replies can still be read.
  void shutdownOutput() throws IOException {
    socket.shutdownOutput();
  }

  /// Demands that the server says goodbye by `close_notify`: without it, the JDK throws.
  void expectClosed() throws IOException {
    int next = socket.getInputStream().read();
    if (next >= 0) {
      throw new AssertionError("should be closed, but sends byte " + next);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
