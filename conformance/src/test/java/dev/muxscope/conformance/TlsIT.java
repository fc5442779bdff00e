package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// TLS 1.3 in every mode, seen by the JDK's client, by OpenSSL and by redis-cli.
@ParameterizedClass
@EnumSource
class TlsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  @TempDir static Path folder;

  @Parameter Mode mode;

  private static Certificates certificates;
  private static ServerProcess server;

  @BeforeAll
  static void makeCertificates() throws IOException, InterruptedException {
    certificates = Certificates.in(folder);
  }

  @BeforeParameterizedClassInvocation
  static void start(Mode mode) throws IOException, InterruptedException {
    server = ServerProcess.muxscope(mode, certificates.serve());
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void answersAndSaysGoodbye() throws IOException, GeneralSecurityException {
    try (TlsConnection client = connect()) {
      assertEquals("TLSv1.3", client.protocol());
      client.send("PING\\r\\n");
      client.expect("+PONG\\r\\n");
      client.send("QUIT\\r\\n");
      client.expect("+OK\\r\\n");
      client.expectClosed();
    }
  }

  @Test
  void answersWhatCameBeforeTheClientSaidGoodbye() throws IOException, GeneralSecurityException {
    try (TlsConnection client = connect()) {
      client.send("LAB.SLEEP 50\\r\\nECHO last\\r\\n");
      client.shutdownOutput();
      client.expect("+OK\\r\\n$4\\r\\nlast\\r\\n");
      client.expectClosed();
    }
  }

  @Test
  void answersAPipelineOfMegabytes() throws Exception {
    int count = 100_000;
    byte[] request = Escapes.decode("ECHO 0123456789\\r\\n");
    byte[] reply = Escapes.decode("$10\\r\\n0123456789\\r\\n");
    try (TlsConnection client = connect()) {
      Sender sender = Sender.of(client, repeat(request, count));
      assertArrayEquals(repeat(reply, count), client.input().readNBytes(count * reply.length));
      sender.join();
    }
  }

  @Test
  void carriesLargeValuesBothWays() throws Exception {
    byte[] value = new byte[5_000_000];
    new Random(mode.ordinal()).nextBytes(value);
    try (TlsConnection client = connect()) {
      client.send("*3\\r\\n$3\\r\\nSET\\r\\n$3\\r\\nbig\\r\\n$5000000\\r\\n");
      client.send(value);
      client.send("\\r\\n");
      client.expect("+OK\\r\\n");
      // Its reply waits in the server, since nobody reads yet.
      client.send("GET big\\r\\nGET big\\r\\nGET big\\r\\n");
      Thread.sleep(200);
      for (int i = 0; i < 3; i++) {
        client.expect("$5000000\\r\\n");
        assertArrayEquals(value, client.input().readNBytes(value.length));
        client.expect("\\r\\n");
      }
    }
  }

  @Test
  void takesRequestsInOneByteRecords() throws IOException, GeneralSecurityException {
    try (TlsConnection client = connect()) {
      for (byte each : Escapes.decode("*2\\r\\n$4\\r\\nECHO\\r\\n$5\\r\\nbytes\\r\\n")) {
        client.send(new byte[] {each});
      }
      client.expect("$5\\r\\nbytes\\r\\n");
    }
  }

  @Test
  void deliversMessages() throws IOException, GeneralSecurityException {
    try (TlsConnection subscriber = connect();
        TlsConnection publisher = connect()) {
      subscriber.send("SUBSCRIBE news\\r\\n");
      subscriber.expect("*3\\r\\n$9\\r\\nsubscribe\\r\\n$4\\r\\nnews\\r\\n:1\\r\\n");
      for (int i = 0; i < 100; i++) {
        publisher.send("PUBLISH news hello\\r\\n");
        publisher.expect(":1\\r\\n");
        subscriber.expect("*3\\r\\n$7\\r\\nmessage\\r\\n$4\\r\\nnews\\r\\n$5\\r\\nhello\\r\\n");
      }
      subscriber.send("PING\\r\\n");
      subscriber.expect("*2\\r\\n$4\\r\\npong\\r\\n$0\\r\\n\\r\\n");
    }
  }

  @Test
  void servesManyAtATime() throws IOException, GeneralSecurityException {
    List<TlsConnection> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 50; i++) {
        clients.add(connect());
      }
      for (TlsConnection client : clients) {
        client.send("PING\\r\\n");
      }
      for (TlsConnection client : clients) {
        client.expect("+PONG\\r\\n");
      }
    } finally {
      for (TlsConnection client : clients) {
        client.close();
      }
    }
  }

  @Test
  void closesPlainBytesWithoutALine() throws Exception {
    try (ServerProcess own = ServerProcess.muxscope(mode, certificates.serve())) {
      String log = own.err().soFar();
      try (RawConnection plain = new RawConnection(own.address())) {
        plain.send("*1\\r\\n$4\\r\\nPING\\r\\n");
        assertTrue(plain.readUntil(new byte[0]).closed());
      }
      Await.until(() -> failedHandshakes(own) == 1);
      assertEquals(1, failedHandshakes(own));
      assertEquals(log, own.err().soFar());
    }
  }

  /// The deadline becomes short only when the handshake that is to succeed is over.
  @Test
  void closesThoseWhoDoNotFinishTheHandshakeAndNobodyElse() throws Exception {
    try (TlsConnection idle = connect()) {
      setHandshakeTimeout(idle, "500ms");
      try (RawConnection silent = new RawConnection(server.address());
          RawConnection halfway = new RawConnection(server.address())) {
        halfway.send("\\x16\\x03\\x01\\x02\\x00\\x01\\x00");
        assertTrue(silent.readUntil(new byte[0]).closed());
        assertTrue(halfway.readUntil(new byte[0]).closed());
      } finally {
        setHandshakeTimeout(idle, "10s");
      }
    }
  }

  private static void setHandshakeTimeout(TlsConnection client, String time) throws IOException {
    client.send("CONFIG SET muxscope-handshake-timeout " + time + "\\r\\n");
    client.expect("+OK\\r\\n");
  }

  @Test
  void refusesOlderVersionsWithAnAlert() throws IOException, InterruptedException {
    Program.Result older = sClient("-tls1_2");
    assertTrue((older.out() + older.err()).contains("alert protocol version"), older::err);
    Program.Result newer = sClient("-tls1_3", "-CAfile", certificates.file("ca.pem"));
    assertTrue(newer.out().contains("Verification: OK"), newer::out);
    assertTrue(newer.out().contains("TLSv1.3"), newer::out);
  }

  @Test
  void servesRedisCli() throws IOException, InterruptedException {
    Tool.require("redis-cli");
    Program.Result pong =
        Program.run(
            List.of(
                "redis-cli",
                "--tls",
                "--cacert",
                certificates.file("ca.pem"),
                "-p",
                "" + server.port(),
                "PING"));
    assertEquals("PONG\n", pong.out(), pong::err);
  }

  @Test
  void servesItsOwnClient() throws IOException, InterruptedException {
    String address = "127.0.0.1:" + server.port();
    String authority = certificates.file("ca.pem");
    Program.Result pong =
        Program.muxscope("client", "--tls", "--tls-ca", authority, address, "--", "PING");
    assertEquals("PONG\n", pong.out(), pong::err);
    Program.Result untrusted = Program.muxscope("client", "--tls", address, "--", "PING");
    assertEquals(1, untrusted.exitCode());
    assertTrue(untrusted.err().contains("not trusted"), untrusted::err);
  }

  @Test
  void asksForCertificatesWithAnAuthority() throws IOException, InterruptedException {
    Tool.require("redis-cli");
    try (ServerProcess mutual = ServerProcess.muxscope(mode, certificates.serveMutually())) {
      List<String> command =
          new ArrayList<>(List.of("redis-cli", "--tls", "-p", "" + mutual.port()));
      command.addAll(List.of("--cacert", certificates.file("ca.pem")));
      List<String> without = new ArrayList<>(command);
      without.add("PING");
      assertNotEquals("PONG\n", Program.run(without).out());
      command.addAll(List.of("--cert", certificates.file("client.pem")));
      command.addAll(List.of("--key", certificates.file("client.key"), "PING"));
      assertEquals("PONG\n", Program.run(command).out());
      assertEquals("PONG\n", pingOfOwnClient(mutual).out());
    }
  }

  /// With a certificate.
  private static Program.Result pingOfOwnClient(ServerProcess mutual)
      throws IOException, InterruptedException {
    return Program.muxscope(
        "client",
        "--tls",
        "--tls-ca=" + certificates.file("ca.pem"),
        "--tls-cert=" + certificates.file("client.pem"),
        "--tls-key=" + certificates.file("client.key"),
        "127.0.0.1:" + mutual.port(),
        "--",
        "PING");
  }

  @Test
  void stopsWithConnectionsAndHandshakes() throws Exception {
    List<String> options = new ArrayList<>(List.of(certificates.serve()));
    options.addAll(List.of("--grace=10m", "--handshake-timeout=10m"));
    try (ServerProcess stopped = ServerProcess.muxscope(mode, options.toArray(String[]::new));
        TlsConnection client = new TlsConnection(stopped.address(), certificates.file("ca.pem"));
        RawConnection halfway = new RawConnection(stopped.address())) {
      halfway.send("\\x16\\x03\\x01");
      client.send("ECHO first\\r\\nLAB.SLEEP 300\\r\\nPING\\r\\n");
      client.expect("$5\\r\\nfirst\\r\\n");
      stopped.terminate();
      client.expect("+OK\\r\\n+PONG\\r\\n");
      client.expectClosed();
      // Long before the times of grace and handshake are over.
      assertEquals(0, stopped.awaitExit());
    }
  }

  @Test
  void readsCertificatesAnew(@TempDir Path own) throws Exception {
    Certificates replaced = Certificates.in(own);
    try (ServerProcess renewed = ServerProcess.muxscope(mode, replaced.serve());
        TlsConnection old = new TlsConnection(renewed.address(), replaced.file("ca.pem"))) {
      BigInteger first = old.certificate().getSerialNumber();
      Files.writeString(own.resolve("server.pem"), "broken");
      awaitLine(renewed, " WARNING: the TLS files have changed and cannot be used");
      assertEquals(first, serial(renewed, replaced));
      replaced.issue("next", "ec -pkeyopt ec_paramgen_curve:P-384");
      replace(own, "next.key", "server.key");
      replace(own, "next.pem", "server.pem");
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (serial(renewed, replaced).equals(first)) {
        assertTrue(System.nanoTime() < deadline, "still shows the old certificate");
        Thread.sleep(100);
      }
      old.send("PING\\r\\n");
      old.expect("+PONG\\r\\n");
    }
  }

  private static void replace(Path folder, String from, String to) throws IOException {
    Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.REPLACE_EXISTING);
  }

  private static BigInteger serial(ServerProcess server, Certificates certificates)
      throws IOException, GeneralSecurityException {
    try (TlsConnection client = new TlsConnection(server.address(), certificates.file("ca.pem"))) {
      return client.certificate().getSerialNumber();
    }
  }

  private static void awaitLine(ServerProcess server, String part) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!server.err().soFar().contains(part)) {
      assertTrue(System.nanoTime() < deadline, () -> "no such line: " + server.err().soFar());
      Thread.sleep(50);
    }
  }

  private static TlsConnection connect() throws IOException, GeneralSecurityException {
    return new TlsConnection(server.address(), certificates.file("ca.pem"));
  }

  private static Program.Result sClient(String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("openssl", "s_client"));
    command.addAll(List.of("-connect", "127.0.0.1:" + server.port()));
    command.addAll(List.of(options));
    return Program.run(command);
  }

  private static long failedHandshakes(ServerProcess of) throws Exception {
    try (TlsConnection client = new TlsConnection(of.address(), certificates.file("ca.pem"))) {
      client.send("INFO stats\\r\\nQUIT\\r\\n");
      String info = new String(client.input().readAllBytes(), StandardCharsets.US_ASCII);
      return info.lines()
          .filter(line -> line.startsWith("muxscope_failed_handshakes:"))
          .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
          .findFirst()
          .orElseThrow();
    }
  }

  private static byte[] repeat(byte[] bytes, int count) {
    byte[] all = new byte[bytes.length * count];
    for (int i = 0; i < count; i++) {
      System.arraycopy(bytes, 0, all, i * bytes.length, bytes.length);
    }
    return all;
  }

  /// Writes while the test reads.
  private record Sender(Thread thread, AtomicReference<IOException> failure) {

    static Sender of(TlsConnection client, byte[] bytes) {
      AtomicReference<IOException> failure = new AtomicReference<>();
      Thread thread =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  client.send(bytes);
                } catch (IOException e) {
                  failure.set(e);
                }
              });
      return new Sender(thread, failure);
    }

    void join() throws InterruptedException, IOException {
      thread.join();
      if (failure.get() != null) {
        throw failure.get();
      }
    }
  }
}
