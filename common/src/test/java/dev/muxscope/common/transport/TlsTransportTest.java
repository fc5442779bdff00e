package dev.muxscope.common.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TlsTransportTest {

  private static final int LARGE = 1_000_003;

  /// What a record has besides its data: its header, type and tag.
  private static final int RECORD_BYTES = 5 + 1 + 16;

  /// A record that asks for new keys.
  private static final int KEY_UPDATE_BYTES = RECORD_BYTES + 5;

  /// A record that tells of the end.
  private static final int ALERT_BYTES = RECORD_BYTES + 2;

  @TempDir static Path folder;
  private static TlsIdentity identity;
  private TlsPair pair;

  @BeforeAll
  static void makeIdentity() throws Exception {
    identity = TlsIdentity.load(TestIdentity.in(folder, "own", "EC").server());
  }

  @BeforeEach
  void connect() throws Exception {
    pair = TlsPair.connect(identity, folder.resolve("own.p12"));
  }

  @AfterEach
  void close() throws IOException {
    pair.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 512, 40_000})
  void readsWithAnyRoom(int room) throws Exception {
    byte[] sent = random(LARGE);
    Thread writer = Thread.ofVirtual().start(() -> write(sent));
    ByteBuffer got = ByteBuffer.allocate(LARGE);
    ByteBuffer into = ByteBuffer.allocate(room);
    while (got.hasRemaining()) {
      int length = pair.server().read(into);
      assertEquals(into.position(), length);
      got.put(into.flip());
      into.clear();
    }
    writer.join();
    assertArrayEquals(sent, got.array());
  }

  /// What a selector does not know of must not be kept back.
  @Test
  void keepsNothingBackIfTheSocketDoesNotBlock() throws Exception {
    pair.server().channel().configureBlocking(false);
    byte[] sent = random(100_000);
    write(sent);
    ByteBuffer got = ByteBuffer.allocate(200_000);
    ByteBuffer into = ByteBuffer.allocateDirect(TlsTransport.LEAST_ROOM);
    while (got.position() < sent.length) {
      if (pair.server().read(into.clear()) == 0) {
        awaitArrival();
      }
      got.put(into.flip());
    }
    assertEquals(0, pair.server().read(into.clear()));
    assertArrayEquals(sent, Arrays.copyOf(got.array(), sent.length));
  }

  @Test
  void readsAllThatIsThereIfTheSocketDoesNotBlock() throws Exception {
    pair.server().channel().configureBlocking(false);
    byte[] sent = random(40_000);
    write(sent);
    awaitArrival(sent.length + 3 * RECORD_BYTES);
    ByteBuffer into = ByteBuffer.allocateDirect(128 * 1024);
    assertEquals(sent.length, pair.server().read(into));
    byte[] got = new byte[sent.length];
    into.flip().get(got);
    assertArrayEquals(sent, got);
  }

  private void awaitArrival() throws IOException, InterruptedException {
    awaitArrival(1);
  }

  private void awaitArrival(int least) throws IOException, InterruptedException {
    awaitArrival(pair.server(), least);
  }

  private static void awaitArrival(TlsTransport server, int least)
      throws IOException, InterruptedException {
    while (server.channel().socket().getInputStream().available() < least) {
      Thread.sleep(1);
    }
  }

  @Test
  void takesBytesOnlyOnceTheSocketHasThem() throws Exception {
    pair.server().channel().configureBlocking(false);
    byte[] sent = random(20_000_000);
    ByteBuffer from = ByteBuffer.wrap(sent);
    int taken = 0;
    int more;
    do {
      more = pair.server().write(from);
      taken += more;
      assertEquals(taken, from.position());
    } while (more > 0);
    assertTrue(taken < sent.length, "the socket takes no 20 MB");
    Thread writer = Thread.ofVirtual().start(() -> writeAll(from));
    assertArrayEquals(sent, pair.client().getInputStream().readNBytes(sent.length));
    writer.join();
  }

  /// As an engine does that copies what is left to a buffer of its own.
  private void writeAll(ByteBuffer from) {
    try {
      while (from.hasRemaining()) {
        int end = Math.min(from.limit(), from.position() + 64 * 1024);
        ByteBuffer part = from.duplicate().limit(end);
        from.position(from.position() + pair.server().write(part));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void writesWhileAnotherThreadWaitsToRead() throws Exception {
    Thread reader =
        Thread.ofVirtual()
            .start(() -> {
              try {
                pair.server().read(ByteBuffer.allocate(10));
              } catch (IOException _) {
                // Closed at the end.
              }
            });
    while (reader.getState() != Thread.State.WAITING) {
      Thread.sleep(1);
    }
    pair.server().write(ByteBuffer.wrap("pushed".getBytes(US_ASCII)));
    assertEquals("pushed", new String(pair.client().getInputStream().readNBytes(6), US_ASCII));
    assertTrue(reader.isAlive());
    write(new byte[] {1});
    reader.join();
  }

  @Test
  void tellsWhetherAReadWouldWait() throws Exception {
    assertFalse(pair.server().hasArrived());
    write(random(100));
    awaitArrival();
    assertTrue(pair.server().hasArrived());
    assertEquals(1, pair.server().read(ByteBuffer.allocate(1)));
    assertTrue(pair.server().hasArrived(), "99 are decrypted and wait");
    assertEquals(99, pair.server().read(ByteBuffer.allocate(1000)));
    assertFalse(pair.server().hasArrived());
  }

  /// The rest of a record may never come.
  @Test
  void readsWhatWasKeptBackWithoutAskingTheSocket() throws Exception {
    ByteBuffer into = ByteBuffer.allocate(1000);
    assertEquals(0, pair.server().readArrived(into));
    write(random(100));
    awaitArrival();
    assertEquals(0, pair.server().readArrived(into));
    assertEquals(1, pair.server().read(ByteBuffer.allocate(1)));
    assertEquals(99, pair.server().readArrived(into));
    assertEquals(0, pair.server().readArrived(into));
  }

  @Test
  void endsEachDirectionByItself() throws Exception {
    pair.client().shutdownOutput();
    assertEquals(-1, pair.server().read(ByteBuffer.allocate(10)));
    pair.server().write(ByteBuffer.wrap(new byte[] {7}));
    assertEquals(7, pair.client().getInputStream().read());
    pair.server().endOutput();
    assertEquals(-1, pair.client().getInputStream().read());
  }

  @Test
  void takesNewKeysOfTheClient() throws Exception {
    // In TLS 1.3, the JDK's client asks for new keys when a handshake is begun anew.
    pair.client().startHandshake();
    write(new byte[] {1, 2, 3});
    // So that both records come in one read, of which the first has nothing for a small buffer.
    awaitArrival(KEY_UPDATE_BYTES + RECORD_BYTES + 3);
    assertEquals(3, pair.server().read(ByteBuffer.allocate(10)));
    pair.server().write(ByteBuffer.wrap(new byte[] {7}));
    assertEquals(7, pair.client().getInputStream().read());
  }

  /// Each costs key derivations, and a thread that only ever asks for the next one is held.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void refusesAClientThatSendsNothingButNewKeys(boolean blocks) throws Exception {
    pair.server().channel().configureBlocking(blocks);
    for (int i = 0; i < 2 * TlsInput.MOST_OWN_RECORDS; i++) {
      pair.client().startHandshake();
    }
    write(new byte[] {1});
    awaitArrival(2 * TlsInput.MOST_OWN_RECORDS * KEY_UPDATE_BYTES + RECORD_BYTES + 1);
    String said = assertThrows(SSLException.class, this::readData).getMessage();
    assertEquals("too many records without data in a row", said);
  }

  @Test
  void takesNewKeysBetweenData() throws Exception {
    for (int round = 0; round < 10; round++) {
      for (int i = 0; i < TlsInput.MOST_OWN_RECORDS; i++) {
        pair.client().startHandshake();
      }
      write(new byte[] {1});
      assertEquals(1, readData());
    }
  }

  @Test
  void refusesAClientThatDoesNotTakeItsNewKeys() throws Exception {
    pair.server().channel().configureBlocking(false);
    pair.server().write(ByteBuffer.wrap(random(20_000_000)));
    String said = assertThrows(SSLException.class, this::exchangeManyKeys).getMessage();
    assertEquals("answers to requests for new keys were not read", said);
  }

  /// It may be stuck until the client reads, which may do so only when its requests are taken.
  @Test
  void readsOnAfterNewKeysWhileAnotherThreadWrites() throws Exception {
    byte[] sent = random(20_000_000);
    Thread writer = Thread.ofVirtual().start(() -> writeAll(ByteBuffer.wrap(sent)));
    assertEquals(sent[0] & 0xFF, pair.client().getInputStream().read());
    for (int i = 0; i < 3; i++) {
      pair.client().startHandshake();
      write(new byte[] {7});
      assertEquals(1, readData());
    }
    byte[] rest = pair.client().getInputStream().readNBytes(sent.length - 1);
    assertArrayEquals(Arrays.copyOfRange(sent, 1, sent.length), rest);
    writer.join();
  }

  private void exchangeManyKeys() throws IOException {
    for (int i = 0; i < 300; i++) {
      pair.client().startHandshake();
      write(new byte[] {1});
      readData();
    }
  }

  private int readData() throws IOException {
    ByteBuffer into = ByteBuffer.allocate(TlsTransport.LEAST_ROOM);
    int length = 0;
    while (length == 0) {
      length = pair.server().read(into);
    }
    return length;
  }

  /// Or nobody would bound it, nor wait for its rest for a limited time.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tellsOfHalfARecord(boolean blocks) throws Exception {
    pair.server().channel().configureBlocking(blocks);
    byte[] half = new byte[16_000];
    ByteBuffer.wrap(half).put((byte) 0x17).putShort((short) 0x0303).putShort((short) 16_640);
    pair.sendRaw(half);
    ByteBuffer into = ByteBuffer.allocate(TlsTransport.LEAST_ROOM);
    while (pair.server().keptBytes() < half.length) {
      assertEquals(0, pair.server().read(into));
    }
    assertEquals(half.length, pair.server().keptBytes());
  }

  /// A message may have as many bytes as two records, and come record by record.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tellsOfAHandshakeThatIsNotOver(boolean blocks) throws Exception {
    try (ServerSocketChannel listener = ServerSocketChannel.open()) {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      try (SocketChannel plain = SocketChannel.open(listener.getLocalAddress());
          TlsTransport server = identity.accept(listener.accept())) {
        server.channel().configureBlocking(blocks);
        ByteBuffer hello = ByteBuffer.allocate(2 * (5 + 15_000));
        hello.put(0, HexFormat.of().parseHex("1603033A98" + "01007D00"));
        hello.put(5 + 15_000, HexFormat.of().parseHex("1603033A98"));
        plain.write(hello);
        while (server.keptBytes() < hello.capacity()) {
          assertEquals(TlsTransport.Progress.READ, server.handshake());
        }
      }
    }
  }

  @Test
  void tellsOfNoHandshakeThatIsOver() {
    assertEquals(0, pair.server().keptBytes());
    assertEquals(0, pair.server().unsentBytes());
  }

  /// It is a second buffer beside that of what is offered again.
  @Test
  void tellsOfWhatTheSocketDoesNotTake() throws Exception {
    pair.server().channel().configureBlocking(false);
    byte[] sent = random(20_000_000);
    ByteBuffer from = ByteBuffer.wrap(sent);
    while (pair.server().write(from) > 0) {
      assertTrue(from.hasRemaining(), "the socket takes no 20 MB");
    }
    assertTrue(pair.server().unsentBytes() > 0);
    Thread writer = Thread.ofVirtual().start(() -> writeAll(from));
    pair.client().getInputStream().skipNBytes(sent.length);
    writer.join();
    assertEquals(0, pair.server().unsentBytes());
  }

  @Test
  void tellsOfWhatWaitsDecrypted() throws Exception {
    write(random(100));
    assertEquals(1, pair.server().read(ByteBuffer.allocate(1)));
    assertEquals(99, pair.server().keptBytes());
    assertEquals(99, pair.server().read(ByteBuffer.allocate(1000)));
    assertEquals(0, pair.server().keptBytes());
  }

  /// The socket has nothing more to tell.
  @Test
  void tellsOfTheEndThatCameWithTheLastData() throws Exception {
    pair.server().channel().configureBlocking(false);
    write(random(100));
    pair.client().shutdownOutput();
    awaitArrival(RECORD_BYTES + 100 + ALERT_BYTES);
    assertFalse(pair.server().inputEnded());
    assertEquals(100, readData());
    assertTrue(pair.server().inputEnded());
    assertEquals(-1, readData());
  }

  /// The JDK takes any number of them.
  @Test
  void refusesAHandshakeOfAlertsOnly() throws Exception {
    byte[] userCanceled = {0x15, 3, 3, 0, 2, 1, 90};
    try (ServerSocketChannel listener = ServerSocketChannel.open()) {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      try (SocketChannel plain = SocketChannel.open(listener.getLocalAddress());
          TlsTransport server = identity.accept(listener.accept())) {
        server.channel().configureBlocking(false);
        for (int i = 0; i < 1000; i++) {
          plain.write(ByteBuffer.wrap(userCanceled));
        }
        awaitArrival(server, 1000 * userCanceled.length);
        assertThrows(SSLException.class, server::handshake);
      }
    }
  }

  /// The JDK takes up to 33,093 bytes, which is more than is ever read: it would wait for ever for
  /// what is there, without a pause. The last one is of SSL 2.
  @ParameterizedTest
  @ValueSource(strings = {"16030380F0", "1603034141", "FFFF010303"})
  void refusesAHandshakeWithTooLongARecord(String header) throws Exception {
    try (ServerSocketChannel listener = ServerSocketChannel.open()) {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      try (SocketChannel plain = SocketChannel.open(listener.getLocalAddress());
          TlsTransport server = identity.accept(listener.accept())) {
        server.channel().configureBlocking(false);
        plain.write(tooLong(header));
        assertThrows(SSLException.class, () -> repeat(server::handshake));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"17030380F0", "1703034141", "FFFF010303"})
  void refusesTooLongARecord(String header) throws Exception {
    pair.server().channel().configureBlocking(false);
    pair.sendRaw(tooLong(header).array());
    ByteBuffer into = ByteBuffer.allocate(TlsTransport.LEAST_ROOM);
    assertThrows(SSLException.class, () -> repeat(() -> pair.server().read(into)));
  }

  /// All that is ever read at a time.
  private static ByteBuffer tooLong(String header) {
    ByteBuffer bytes = ByteBuffer.allocate(TlsInput.MOST_READ);
    return bytes.put(HexFormat.of().parseHex(header)).clear();
  }

  private static void repeat(Callable<?> step) throws Exception {
    while (true) {
      step.call();
      Thread.sleep(1);
    }
  }

  @Test
  void refusesPlainBytesAsTheyCome() throws Exception {
    try (ServerSocketChannel listener = ServerSocketChannel.open()) {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      try (SocketChannel plain = SocketChannel.open(listener.getLocalAddress());
          TlsTransport server = identity.accept(listener.accept())) {
        plain.write(ByteBuffer.wrap("PING\r\n".getBytes(US_ASCII)));
        assertThrows(SSLException.class, () -> repeat(server::handshake));
        server.endOutput();
      }
    }
  }

  private void write(byte[] bytes) {
    try {
      pair.client().getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
