package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a client can do with TLS records that no library does, in every mode. For one connection,
/// several loops are one. Tests share a server where they can: the first handshake of each costs a
/// second of CPU time.
@ParameterizedClass
@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SELECT_LOOPS")
class TlsRecordsIT {

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
    server = serve(mode, "--handshake-timeout=1h");
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static ServerProcess serve(Mode mode, String... options)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(certificates.serve()));
    all.addAll(List.of(options));
    return ServerProcess.muxscope(mode, all.toArray(String[]::new));
  }

  /// Its end of input is in no socket: what a selector tells of is over.
  @Test
  void saysGoodbyeToWhomWroteItInOneBreathWithARequest() throws Exception {
    try (TlsRecords client = connect()) {
      client.send(client.sealed("PING\\r\\n"), client.goodbye());
      client.expect("+PONG\\r\\n");
      client.expectGoodbye();
    }
  }

  @Test
  void saysGoodbyeWhenSlowRequestsBeforeItAreAnswered() throws Exception {
    try (TlsRecords client = connect()) {
      client.send(client.sealed("LAB.SLEEP 50\\r\\nECHO last\\r\\n"), client.goodbye());
      client.expect("+OK\\r\\n$4\\r\\nlast\\r\\n");
      client.expectGoodbye();
    }
  }

  @Test
  void saysGoodbyeWhenAllThatWaitedToBeSentIsTaken() throws Exception {
    int bytes = 4_000_000;
    try (ServerProcess own = serve(mode, "--pause-at=1mb");
        TlsRecords client = connect(own)) {
      set(client, "big", bytes);
      client.send(client.sealed("{\"GET big\\r\\n\" x 10}PING\\r\\n"), client.goodbye());
      Thread.sleep(300);
      client.skip(10L * (bytes + "$4000000\r\n\r\n".length()));
      client.expect("+PONG\\r\\n");
      client.expectGoodbye();
    }
  }

  private static void set(TlsRecords client, String key, int bytes) throws IOException {
    client.send(
        client.sealed("*3\\r\\n$3\\r\\nSET\\r\\n$3\\r\\n" + key + "\\r\\n$" + bytes + "\\r\\n"));
    for (int i = 0; i < bytes / 10_000; i++) {
      client.send(client.sealed("{\"x\" x 10000}"));
    }
    client.send(client.sealed("\\r\\n"));
    client.expect("+OK\\r\\n");
  }

  /// A record has to be there whole before anything of it can be decrypted.
  @Test
  void closesWhoSendsHalfARecord() throws Exception {
    // So little that it is read with the end of the handshake, and nothing follows.
    byte[] beginning = Arrays.copyOf(halfARecord(), 50);
    try (ServerProcess own = serve(mode, "--request-timeout=500ms");
        TlsRecords idle = connect(own);
        TlsRecords first = connect(own, beginning);
        TlsRecords atOnce = connect(own);
        TlsRecords later = connect(own)) {
      atOnce.send(halfARecord());
      later.send(later.sealed("PING\\r\\n"), halfARecord());
      later.expect("+PONG\\r\\n");
      first.expectEnd();
      atOnce.expectEnd();
      later.expectEnd();
      idle.send(idle.sealed("PING\\r\\n"));
      idle.expect("+PONG\\r\\n");
      assertEquals(3, info(own, "muxscope_late_clients"));
    }
  }

  /// While a connection of the blocking modes is stuck in a write, another thread reads for it.
  @Test
  void closesWhoSendsHalfARecordWhileRepliesWait() throws Exception {
    int bytes = 4_000_000;
    try (ServerProcess own = serve(mode);
        TlsRecords client = connect(own)) {
      set(client, "big", bytes);
      // Only now: that long request may take its time.
      client.send(client.sealed("CONFIG SET muxscope-request-timeout 500ms\\r\\n"));
      client.expect("+OK\\r\\n");
      client.send(client.sealed("{\"GET big\\r\\n\" x 10}"));
      Thread.sleep(500);
      client.send(halfARecord());
      Thread.sleep(200);
      client.skip(10L * (bytes + "$4000000\r\n\r\n".length()));
      client.expectEnd();
      assertEquals(1, info(own, "muxscope_late_clients"));
    }
  }

  private static byte[] halfARecord() {
    byte[] half = new byte[16_000];
    ByteBuffer.wrap(half).put((byte) 0x17).putShort((short) 0x0303).putShort((short) 16_640);
    return half;
  }

  @Test
  void closesWhoSendsNothingButNewKeys() throws Exception {
    try (TlsRecords client = connect()) {
      byte[][] records = new byte[100][];
      for (int i = 0; i < records.length; i++) {
        records[i] = client.newKeys();
      }
      client.send(records);
      client.expectEnd();
    }
  }

  @Test
  void takesNewKeysBetweenRequests() throws Exception {
    try (TlsRecords client = connect()) {
      for (int i = 0; i < 100; i++) {
        client.send(client.newKeys(), client.sealed("PING\\r\\n"));
        client.expect("+PONG\\r\\n");
      }
    }
  }

  @Test
  void tellsWhatIsWrongWithARecord() throws Exception {
    try (TlsRecords client = connect()) {
      byte[] forged = client.sealed("PING\\r\\n");
      forged[forged.length - 1] ^= 1;
      client.send(forged);
      String told = assertThrows(SSLException.class, client::expectGoodbye).getMessage();
      assertEquals("(bad_record_mac) Received fatal alert: bad_record_mac", told);
    }
  }

  /// The JDK takes records that are longer than all that a server reads at a time, and waits.
  @ParameterizedTest
  @ValueSource(strings = {"16030380F0", "FFFF010303"})
  void closesAtOnceWhoBeginsWithTooLongARecord(String header) throws Exception {
    byte[] bytes = Arrays.copyOf(HexFormat.of().parseHex(header), 32 * 1024);
    try (Socket plain = TlsConnection.plain(server.address())) {
      plain.getOutputStream().write(bytes);
      TlsRecords.expectEnd(plain);
    }
  }

  @Test
  void closesAtOnceWhoSendsTooLongARecord() throws Exception {
    byte[] bytes = Arrays.copyOf(HexFormat.of().parseHex("17030380F0"), 32 * 1024);
    try (TlsRecords client = connect()) {
      client.send(client.sealed("PING\\r\\n"));
      client.expect("+PONG\\r\\n");
      client.send(bytes);
      client.expectEnd();
    }
  }

  @Test
  void countsHandshakesThatAreNotOver() throws Exception {
    byte[] hello = new byte[2 * (5 + 15_000)];
    ByteBuffer.wrap(hello).put(HexFormat.of().parseHex("1603033A98" + "01007D00"));
    ByteBuffer.wrap(hello).put(5 + 15_000, HexFormat.of().parseHex("1603033A98"));
    List<Socket> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 50; i++) {
        Socket plain = TlsConnection.plain(server.address());
        clients.add(plain);
        plain.getOutputStream().write(hello);
      }
      Await.until(() -> info(server, "muxscope_client_buffers_bytes") > 1_000_000);
      assertTrue(info(server, "muxscope_client_buffers_bytes") > 1_000_000);
    } finally {
      for (Socket each : clients) {
        each.close();
      }
    }
    Await.until(() -> info(server, "muxscope_client_buffers_bytes") == 0);
    assertEquals(0, info(server, "muxscope_client_buffers_bytes"));
  }

  private static TlsRecords connect() throws Exception {
    return connect(server);
  }

  private static TlsRecords connect(ServerProcess to) throws Exception {
    return connect(to, new byte[0]);
  }

  private static TlsRecords connect(ServerProcess to, byte[] behindHandshake) throws Exception {
    return new TlsRecords(to.address(), certificates.file("ca.pem"), behindHandshake);
  }

  private static long info(ServerProcess of, String name) throws Exception {
    try (TlsConnection client = new TlsConnection(of.address(), certificates.file("ca.pem"))) {
      client.send("INFO\\r\\nQUIT\\r\\n");
      String all = new String(client.input().readAllBytes(), StandardCharsets.US_ASCII);
      return OneServerTest.number(all, name);
    }
  }
}
