package dev.muxscope.common.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/// Decrypts what one connection receives. Belongs to the thread that reads, but for [#keptBytes]
/// and [#ready].
///
/// What is read of the socket goes to a buffer of a size that follows from the reads before, and is
/// given up once all in it is decrypted.
final class TlsInput {

  /// All that is ever read of the socket at a time.
  static final int MOST_READ = 32 * 1024;

  /// Records without data that may come in a row, such as requests for new keys; a client asks for
  /// them once in millions of records.
  static final int MOST_OWN_RECORDS = 32;

  /// The same in bytes, since a record may hold thousands of such requests.
  static final int MOST_OWN_BYTES = MOST_READ;

  /// Records of a handshake: more than the longest that the JDK takes has, however short they are.
  private static final int MOST_HANDSHAKE_RECORDS = 256;

  /// Reads of a socket that does not block, as long as each fills its buffer: as many as it takes
  /// to grow to [#MOST_READ]. More, and the client could hold an event loop.
  private static final int MOST_READS = 8;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final int LEAST_READ = 512;
  private static final int HEADER_BYTES = 5;

  private final SocketChannel channel;
  private final SSLEngine engine;
  private final DirectBuffers buffers;
  private final TlsOutput output;

  /// Encrypted bytes of the client that are not decrypted yet.
  private ByteBuffer in = NOTHING;

  /// Decrypted bytes that the last read had no room for.
  private ByteBuffer opened = NOTHING;

  /// How much is read at the next time.
  private int readSize = LEAST_READ;

  /// How many records without data have come in a row, and their bytes.
  private int ownRecords;

  private int ownBytes;

  /// How many bytes of the handshake the engine has taken; of a message that has not come whole, it
  /// keeps them.
  private int handshakeBytes;

  /// How many bytes there are of all kinds.
  private volatile int kept;

  /// Whether a read would find bytes here.
  private volatile boolean ready;

  /// @param output where the client's requests to the protocol are answered
  TlsInput(SocketChannel channel, SSLEngine engine, DirectBuffers buffers, TlsOutput output) {
    this.channel = channel;
    this.engine = engine;
    this.buffers = buffers;
    this.output = output;
  }

  /// Whether a read would find bytes here; for any thread.
  boolean ready() {
    return ready;
  }

  /// As [Transport#keptBytes].
  int keptBytes() {
    return kept;
  }

  /// As [Transport#inputEnded].
  boolean ended() {
    return engine.isInboundDone() && !opened.hasRemaining();
  }

  /// Takes one record of the handshake.
  ///
  /// @return 0 if it is not there yet, or if more is kept and the socket blocks; -1 if it will
  ///   never be there
  int takeHandshakeRecord() throws IOException {
    requireUsualRecord();
    SSLEngineResult result = engine.unwrap(in, NOTHING);
    handshakeBytes += result.bytesConsumed();
    return switch (result.getStatus()) {
      case CLOSED -> -1;
      case BUFFER_UNDERFLOW -> readHandshake();
      case OK, BUFFER_OVERFLOW -> {
        if (++ownRecords > MOST_HANDSHAKE_RECORDS) {
          throw new SSLException("too many records in the handshake");
        }
        yield 1;
      }
    };
  }

  /// Reads more of the handshake, for which the caller notes what is kept if it may wait.
  private int readHandshake() throws IOException {
    int before = kept;
    kept = handshakeBytes + Math.max(in.capacity(), roomForRead());
    return kept != before && channel.isBlocking() ? 0 : fill();
  }

  /// Ends the handshake. What has come behind it waits to be read.
  void handshakeDone() {
    ownRecords = 0;
    handshakeBytes = 0;
    endRead();
  }

  /// Has the engine tell what failed in a task.
  void requireNoFailure() throws IOException {
    engine.unwrap(in, NOTHING);
  }

  /// As [Transport#read].
  int read(ByteBuffer into) throws IOException {
    int start = into.position();
    try {
      takeRecords(into);
      boolean open = into.position() > start || readSocket(into);
      int length = into.position() - start;
      return length == 0 && (!open || ended()) ? -1 : length;
    } finally {
      endRead();
    }
  }

  /// Reads the socket until it has no more, or there is no room for more; once if it blocks: before
  /// it may wait for the rest of a record, the engine is to note what has come of it.
  ///
  /// @return false at the end of the input
  private boolean readSocket(ByteBuffer into) throws IOException {
    boolean goesOn = true;
    for (int reads = 1; goesOn; reads++) {
      if (engine.isInboundDone() || fill() < 0) {
        return false;
      }
      boolean filled = in.limit() == in.capacity();
      takeRecords(into);
      boolean hasRoom = into.remaining() >= MOST_READ;
      goesOn = filled && hasRoom && reads < MOST_READS && !channel.isBlocking();
    }
    return true;
  }

  /// As [Transport#readArrived].
  int readArrived(ByteBuffer into) throws IOException {
    try {
      // More of the socket may end amid a record.
      return takeRecords(into);
    } finally {
      endRead();
    }
  }

  /// Hands over what has been read of the socket, as far as it is whole and there is room.
  private int takeRecords(ByteBuffer into) throws IOException {
    int before = into.position();
    takeOpened(into);
    while (openRecord(into)) {
      // One read of the socket may have brought many.
    }
    return into.position() - before;
  }

  private void endRead() {
    if (!in.hasRemaining()) {
      in = NOTHING;
    } else if (in.capacity() / 2 > Math.max(in.remaining(), LEAST_READ)) {
      // What is counted is what waits, so that its buffer is not to be much larger.
      in = ByteBuffer.allocate(in.remaining()).put(in).flip();
    }
    kept = in.remaining() + opened.remaining();
    ready = opened.hasRemaining() || holdsRecord();
  }

  /// Decrypts one record; false if there is none, or no more room.
  private boolean openRecord(ByteBuffer into) throws IOException {
    if (opened.hasRemaining()) {
      return false;
    }
    requireUsualRecord();
    if (!holdsRecord()) {
      return false;
    }
    SSLEngineResult result = engine.unwrap(in, into);
    return switch (result.getStatus()) {
      case OK -> {
        attend(result);
        yield true;
      }
      case BUFFER_OVERFLOW -> {
        openAside();
        takeOpened(into);
        // A record of the protocol's own has nothing to take: another one may lie behind it.
        yield !opened.hasRemaining();
      }
      case BUFFER_UNDERFLOW, CLOSED -> false;
    };
  }

  /// For readers with less room than a record has bytes.
  private void openAside() throws IOException {
    ByteBuffer lent = buffers.take(TlsOutput.RECORD_BYTES);
    try {
      SSLEngineResult result = engine.unwrap(in, lent);
      opened = ByteBuffer.allocate(lent.flip().remaining()).put(lent).flip();
      attend(result);
    } finally {
      buffers.give(lent);
    }
  }

  private void takeOpened(ByteBuffer into) {
    int length = Math.min(opened.remaining(), into.remaining());
    into.put(into.position(), opened, opened.position(), length);
    into.position(into.position() + length);
    opened.position(opened.position() + length);
    if (!opened.hasRemaining()) {
      opened = NOTHING;
    }
  }

  /// Refuses what is no record of TLS, or too long a one: the engine would take up to twice as
  /// much, which is more than is ever read, and from then on want room for as much in all it sends.
  private void requireUsualRecord() throws SSLException {
    if (recordBytes() > TlsOutput.RECORD_BYTES) {
      throw new SSLException("no TLS record, or too long a one");
    }
  }

  /// Whether `in` begins with a whole record.
  private boolean holdsRecord() {
    return in.remaining() >= recordBytes();
  }

  /// How many bytes the record has that `in` begins with: as its header says, once that is there.
  private int recordBytes() {
    if (in.remaining() < HEADER_BYTES) {
      return HEADER_BYTES;
    }
    // The engine knows the header of SSL 2, too, which has its length there and this bit set.
    boolean older = in.get(in.position()) < 0;
    int length = in.getShort(in.position() + HEADER_BYTES - 2) & 0xFFFF;
    return older ? Integer.MAX_VALUE : HEADER_BYTES + length;
  }

  /// Answers what the client asks of the connection itself, as new keys. Each costs some key
  /// derivations, so that a client that asks for nothing else is refused.
  private void attend(SSLEngineResult result) throws IOException {
    if (result.bytesProduced() > 0) {
      ownRecords = 0;
      ownBytes = 0;
    } else {
      ownRecords++;
      ownBytes += result.bytesConsumed();
    }
    if (ownRecords > MOST_OWN_RECORDS || ownBytes > MOST_OWN_BYTES) {
      throw new SSLException("too many records without data in a row");
    }
    answer(result.getHandshakeStatus());
  }

  private void answer(HandshakeStatus asked) throws IOException {
    HandshakeStatus status = asked;
    while (status == HandshakeStatus.NEED_TASK || status == HandshakeStatus.NEED_WRAP) {
      if (status == HandshakeStatus.NEED_TASK) {
        TlsTransport.compute(engine);
      } else if (!output.sendAnswer()) {
        return;
      }
      status = engine.getHandshakeStatus();
    }
  }

  /// How large a buffer the next read of the socket needs.
  private int roomForRead() {
    return Math.min(in.remaining() + readSize, MOST_READ);
  }

  /// Reads from the socket, behind what is there.
  private int fill() throws IOException {
    ByteBuffer room;
    if (in.capacity() < roomForRead()) {
      room = ByteBuffer.allocate(roomForRead()).put(in);
    } else {
      room = in.compact();
    }
    int length = -1;
    try {
      length = channel.read(room);
    } finally {
      boolean full = !room.hasRemaining();
      in = room.flip();
      if (full) {
        readSize = Math.min(2 * readSize, MOST_READ);
      } else if (length < readSize / 8) {
        readSize = Math.max(LEAST_READ, readSize / 2);
      }
    }
    return length;
  }
}
