package dev.muxscope.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A bad network between clients and a server: it cuts both streams into pieces of chance, of one
/// byte upwards, delays some of them, and, if told to, resets both ends at a byte of chance.
///
/// The seed decides where each stream of each connection is cut, delayed and reset, counted in its
/// bytes; connections are numbered as they come. Besides these, a stream is also cut where the
/// sender paused. Safe for all threads; each stream has one of its own.
final class FaultProxy implements AutoCloseable {

  private static final int[] MOST_PIECES = {1, 3, 20, 500, 5000};

  /// Behind so many bytes pieces are longer, or long streams would take for ever.
  private static final int FINE_BYTES = 3000;

  private static final int LEAST_COARSE_PIECE = 1500;
  private static final int ONE_IN_DELAYED = 40;
  private static final int MOST_DELAY_MILLIS = 3;
  private static final int MOST_BYTES_BEFORE_RESET = 600;
  private static final long NEVER = Long.MAX_VALUE;

  private final ServerSocket listener;
  private final InetSocketAddress server;
  private final long seed;
  private final boolean resets;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger broken = new AtomicInteger();
  private volatile int accepted;

  /// @param resets whether it resets connections
  FaultProxy(InetSocketAddress server, long seed, boolean resets) throws IOException {
    this.server = server;
    this.seed = seed;
    this.resets = resets;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("fault-proxy").start(this::acceptAll);
  }

  /// Where clients connect to.
  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort());
  }

  /// How to have the same faults again: the seed, and which connection is the last one.
  @Override
  public String toString() {
    return "-Dmuxscope.seed=" + seed + ", connection " + accepted;
  }

  /// How many connections it has reset, or is about to.
  int broken() {
    return broken.get();
  }

  private void acceptAll() {
    try {
      while (!listener.isClosed()) {
        Socket client = listener.accept();
        accepted++;
        connect(client, new Random(31 * seed + accepted));
      }
    } catch (IOException _) {
      // It is closed.
    }
  }

  private void connect(Socket client, Random random) throws IOException {
    Socket behind = new Socket();
    behind.connect(server);
    for (Socket each : new Socket[] {client, behind}) {
      each.setTcpNoDelay(true);
      open.add(each);
    }
    Link link = new Link(client, behind);
    Stream requests = new Stream(link, client, behind, new Random(random.nextLong()));
    Stream replies = new Stream(link, behind, client, new Random(random.nextLong()));
    Thread.ofVirtual().start(requests);
    Thread.ofVirtual().start(replies);
  }

  /// Both ends of a connection, closed when both streams have ended.
  private final class Link {
    private final Socket client;
    private final Socket behind;
    private int streams = 2;

    Link(Socket client, Socket behind) {
      this.client = client;
      this.behind = behind;
    }

    /// Ends both at once, as a broken line does.
    void reset() {
      for (Socket each : new Socket[] {client, behind}) {
        try {
          each.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException _) {
          // It is closed already.
        }
        closeQuietly(each);
      }
    }

    synchronized void streamEnded() {
      streams--;
      if (streams == 0) {
        closeQuietly(client);
        closeQuietly(behind);
      }
    }
  }

  /// One direction of a connection. Belongs to its thread.
  private final class Stream implements Runnable {
    private final Link link;
    private final Socket from;
    private final Socket to;
    private final Random random;
    private final int mostPiece;
    private final long resetAt;
    private final byte[] buffer = new byte[16 << 10];
    private long passed;
    private int pieceLeft;

    Stream(Link link, Socket from, Socket to, Random random) {
      this.link = link;
      this.from = from;
      this.to = to;
      this.random = random;
      this.mostPiece = MOST_PIECES[random.nextInt(MOST_PIECES.length)];
      // One of the two streams is enough to break both.
      this.resetAt =
          resets && random.nextBoolean() ? random.nextInt(MOST_BYTES_BEFORE_RESET) : NEVER;
    }

    @Override
    public void run() {
      try {
        pass(from.getInputStream(), to.getOutputStream());
        to.shutdownOutput();
      } catch (IOException _) {
        endBrokenStream();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } finally {
        link.streamEnded();
      }
    }

    private void pass(InputStream in, OutputStream out) throws IOException, InterruptedException {
      while (true) {
        if (pieceLeft == 0) {
          beginPiece();
        }
        int most = (int) Math.min(Math.min(pieceLeft, buffer.length), resetAt - passed);
        if (most == 0) {
          broken.incrementAndGet();
          link.reset();
          return;
        }
        int length = in.read(buffer, 0, most);
        if (length < 0) {
          return;
        }
        out.write(buffer, 0, length);
        passed += length;
        pieceLeft -= length;
      }
    }

    private void beginPiece() throws InterruptedException {
      pieceLeft = 1 + random.nextInt(mostPiece);
      if (passed > FINE_BYTES) {
        pieceLeft += LEAST_COARSE_PIECE;
      }
      if (random.nextInt(ONE_IN_DELAYED) == 0) {
        Thread.sleep(random.nextInt(MOST_DELAY_MILLIS + 1));
      }
    }

    /// What the other direction still has to deliver is delivered, as TCP would.
    private void endBrokenStream() {
      try {
        to.shutdownOutput();
      } catch (IOException _) {
        // The other end has closed, too.
      }
      try {
        InputStream rest = from.getInputStream();
        while (rest.read(buffer) >= 0) {
          // Nobody wants it, but the sender must not hang.
        }
      } catch (IOException _) {
        // That is the end of it.
      }
    }
  }

  private void closeQuietly(Socket socket) {
    open.remove(socket);
    try {
      socket.close();
    } catch (IOException _) {
      // It has ended already.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    open.forEach(this::closeQuietly);
  }
}
