package dev.muxscope.common.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/// A server's transport and the JDK's client at its other end, both agreed.
///
/// @param server blocks
/// @param plain what the client sends through
record TlsPair(TlsTransport server, SSLSocket client, SocketChannel plain)
    implements AutoCloseable {

  /// @param trusted a key store whose certificate the client trusts
  static TlsPair connect(TlsIdentity identity, Path trusted) throws Exception {
    try (ServerSocketChannel listener = ServerSocketChannel.open()) {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      SocketChannel plain = SocketChannel.open(listener.getLocalAddress());
      TlsTransport server = identity.accept(listener.accept());
      CompletableFuture<Void> agreed = CompletableFuture.runAsync(() -> agree(server));
      SSLSocket client =
          (SSLSocket)
              context(trusted)
                  .getSocketFactory()
                  .createSocket(plain.socket(), "localhost", plain.socket().getPort(), true);
      client.startHandshake();
      agreed.get();
      client.setSoTimeout(10_000);
      return new TlsPair(server, client, plain);
    }
  }

  private static void agree(TlsTransport server) {
    try {
      while (server.handshake() != TlsTransport.Progress.DONE) {
        server.compute();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SSLContext context(Path trusted) throws Exception {
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    KeyStore made = KeyStore.getInstance(trusted.toFile(), "changeit".toCharArray());
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("own", made.getCertificate("own"));
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /// The name in the certificate that the server has shown.
  String shown() throws IOException {
    X509Certificate certificate = (X509Certificate) client.getSession().getPeerCertificates()[0];
    return certificate.getSubjectX500Principal().getName();
  }

  /// Sends bytes that the client knows nothing of.
  void sendRaw(byte[] bytes) throws IOException {
    plain.write(ByteBuffer.wrap(bytes));
  }

  @Override
  public void close() throws IOException {
    server.close();
    client.close();
  }
}
