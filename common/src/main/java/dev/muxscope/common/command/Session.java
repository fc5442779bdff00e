package dev.muxscope.common.command;

import dev.muxscope.common.transport.Addresses;
import java.net.InetSocketAddress;

/// What a server knows of one connection beyond its socket.
///
/// The thread that runs the connection owns it, one at a time. Other threads may read it for
/// `CLIENT LIST` and `INFO`, and see each value as it was at some recent moment; [#disconnect] may
/// be called from any thread.
public final class Session {

  /// Which replies a connection wants, as set by `CLIENT REPLY`.
  public enum ReplyMode {
    ON,
    OFF,
    /// The reply to this request is left out, those after it are not.
    SKIP,
    /// The reply to the next request is left out.
    SKIP_NEXT;

    /// What holds for the request after one that this holds for.
    public ReplyMode next() {
      return switch (this) {
        case SKIP_NEXT -> SKIP;
        case SKIP -> ON;
        case ON, OFF -> this;
      };
    }
  }

  /// How other threads reach a connection. Safe for all threads.
  public interface Link {

    /// Nothing can be reached yet.
    Link NONE =
        new Link() {
          @Override
          public void disconnect() {}

          @Override
          public void deliver() {}
        };

    /// Closes the connection soon.
    void disconnect();

    /// Sends what waits in [Session#pushes] soon.
    void deliver();

    /// Bytes that it takes besides those that wait, in its buffers of unsent replies.
    default long besideUnsent() {
      return 0;
    }
  }

  /// What a request names that no command has the name of.
  static final String NO_COMMAND = "NULL";

  private final long id;
  private final InetSocketAddress remote;
  private final InetSocketAddress local;
  private final long openedNanos = System.nanoTime();

  // Written by the thread that executes its requests, as all below but where it says otherwise.
  // Plain, since no request is to pay for a fence, and others want to know them roughly only.
  private byte protocol = 2;
  private String name = "";
  private String library = "";
  private String libraryVersion = "";
  private long nameBytes;
  private ReplyMode replyMode = ReplyMode.ON;
  private boolean closing;
  private boolean authenticated;
  private long requests;
  private long commands;

  // By the thread that reads, by the one that writes, and by the first and the one that looks at
  // deadlines.
  private long bytesRead;
  private long bytesWritten;
  private long activeNanos = openedNanos;

  private String lastCommand = NO_COMMAND;
  private boolean executing;
  private boolean handshaking;

  /// Volatile, since whoever evicts is to see it as soon as the client has its reply.
  private volatile boolean protectedFromEviction;

  // What it holds: by the engine, and by whoever executes when that begins.
  private int partialBytes;
  private int takenBytes;
  private int inputRoom;
  private int tableBytes;
  private long unsentBytes;

  // By whoever reads ahead and whoever recounts, each under a lock, and read without it.
  private volatile long aheadBytes;
  private volatile long countedBytes;

  // How others reach it: the reason by those others, the link by the engine. Volatile, so that what
  // is in them is seen with them.
  private volatile String disconnectReason = "";
  private volatile Link link = Link.NONE;
  private volatile Pushes pushes = Pushes.NONE;

  /// @param id unique among the server's connections, rising
  /// @param remote the client's address
  /// @param local the server's address
  public Session(long id, InetSocketAddress remote, InetSocketAddress local) {
    this.id = id;
    this.remote = remote;
    this.local = local;
  }

  /// Unique among the server's connections, rising with time.
  public long id() {
    return id;
  }

  /// The client's address as `127.0.0.1:54321` or `[::1]:54321`.
  public String remote() {
    return Addresses.text(remote);
  }

  /// The address that the client connected to, as `127.0.0.1:6380`.
  public String local() {
    return Addresses.text(local);
  }

  /// The protocol version, 2 or 3.
  public int protocol() {
    return protocol;
  }

  /// Changes the protocol version from the next reply on.
  public void protocol(int version) {
    protocol = (byte) version;
  }

  /// The connection's name, empty if it has none.
  public String name() {
    return name;
  }

  /// Names the connection.
  public void name(String text) {
    name = text;
    measureNames();
  }

  /// The client library's name, empty if unknown.
  public String library() {
    return library;
  }

  /// Notes the client library's name.
  public void library(String text) {
    library = text;
    measureNames();
  }

  /// The client library's version, empty if unknown.
  public String libraryVersion() {
    return libraryVersion;
  }

  /// Notes the client library's version.
  public void libraryVersion(String text) {
    libraryVersion = text;
    measureNames();
  }

  /// Each character is a byte of the request that it came with.
  private void measureNames() {
    nameBytes = (long) name.length() + library.length() + libraryVersion.length();
  }

  /// Which replies it wants.
  public ReplyMode replyMode() {
    return replyMode;
  }

  /// Changes which replies it wants.
  public void replyMode(ReplyMode mode) {
    replyMode = mode;
  }

  /// Whether the connection ends once the replies so far are sent.
  public boolean closing() {
    return closing;
  }

  /// Ends the connection once the replies so far are sent. Later requests are not answered.
  public void close() {
    closing = true;
  }

  /// Closes the connection soon, whatever it has still to send; from any thread. For want of memory
  /// that may fail, and is tried again as long as it is [#disconnecting].
  ///
  /// @param reason why, in a few words
  public void disconnect(String reason) {
    disconnectReason = reason;
    link.disconnect();
  }

  /// Whether another thread has had it closed; it may take a moment.
  public boolean disconnecting() {
    return !disconnectReason.isEmpty();
  }

  /// Why another thread has had it closed, empty if none has.
  public String disconnectReason() {
    return disconnectReason;
  }

  /// For engines: through what other threads reach the connection.
  public void link(Link engine) {
    link = engine;
    if (disconnecting()) {
      // It was closed while nothing could be reached, or through another engine's link.
      engine.disconnect();
    }
  }

  /// Messages on their way to the client, [Pushes#NONE] as long as it has not subscribed.
  public Pushes pushes() {
    return pushes;
  }

  /// Like [#pushes], but made when the client first subscribes; by the thread that executes its
  /// requests.
  @SuppressWarnings("ReferenceEquality") // There is one of it.
  public Pushes subscriber() {
    if (pushes == Pushes.NONE) {
      pushes = new Pushes(this::deliver);
    }
    return pushes;
  }

  private void deliver() {
    try {
      link.deliver();
    } catch (OutOfMemoryError _) {
      // The publisher is not to suffer for it.
      disconnect(EndReason.OUT_OF_MEMORY);
    }
  }

  /// Whether the client subscribes to anything.
  public boolean subscribed() {
    return pushes.count() > 0;
  }

  /// Whether the client has given the password, or need not.
  public boolean authenticated() {
    return authenticated;
  }

  /// Notes whether the client has given the password.
  public void authenticated(boolean value) {
    authenticated = value;
  }

  /// Back to the state of a fresh connection; the identity and the counts stay.
  public void reset() {
    protocol = 2;
    name("");
    // What goes before has said that the reply to this very request is left out.
    replyMode = replyMode == ReplyMode.SKIP ? ReplyMode.SKIP : ReplyMode.ON;
  }

  /// Notes that a request was taken up, even if it will be refused.
  public void countRequest() {
    requests++;
  }

  /// Notes which command a request names, even if it will be refused.
  public void lastCommand(String command) {
    lastCommand = command;
  }

  /// Notes that a request is not refused but executed.
  public void countCommand() {
    commands++;
  }

  /// Notes bytes that arrived.
  ///
  /// @param now [System#nanoTime]
  public void countRead(long bytes, long now) {
    bytesRead += bytes;
    activeNanos = now;
  }

  /// Notes that it is not idle; from any thread, to the second or so.
  ///
  /// @param now [System#nanoTime]
  public void noteActive(long now) {
    activeNanos = now;
  }

  /// Notes bytes that were handed to the kernel.
  public void countWritten(long bytes) {
    bytesWritten += bytes;
  }

  /// Notes what waits in buffers.
  ///
  /// @param partial bytes of a request that has not arrived whole
  /// @param unsent bytes of replies that the kernel has not taken
  public void holds(int partial, long unsent) {
    partialBytes = partial;
    unsentBytes = unsent;
  }

  /// Notes memory for what was read before it could be executed, in bytes.
  public void holdsAhead(long bytes) {
    aheadBytes = bytes;
  }

  /// Memory for what was read before it could be executed, in bytes.
  public long aheadBytes() {
    return aheadBytes;
  }

  /// Bytes of all its buffers and names, with what a request that is not whole takes besides. What
  /// it has while it is executed is lent.
  public long heldBytes() {
    boolean waits = takenBytes == 0 && partialBytes > 0;
    long beside = waits ? (long) inputRoom + tableBytes : 0;
    long unsent = unsentBytes() + link.besideUnsent();
    return partialBytes + beside + unsent + aheadBytes + nameBytes;
  }

  /// Forgets all that it holds, and how it was reached, once the connection is gone.
  public void forgetHeld() {
    link = Link.NONE;
    name("");
    library("");
    libraryVersion("");
    holdsAhead(0);
    keeps(0, 0);
    holds(0, 0);
  }

  /// Counts its buffers anew; from any thread. Of two that do, the later one sees what both
  /// changed.
  ///
  /// @param grain what is less than a multiple of this is not counted, in bytes
  /// @return by how much that is more than before
  public synchronized long recount(long grain) {
    long bytes = heldBytes();
    long change = bytes - bytes % grain - countedBytes;
    countedBytes += change;
    return change;
  }

  /// What is counted of its buffers, in bytes.
  public long countedBytes() {
    return countedBytes;
  }

  /// Bytes of a request that has not arrived whole.
  public int partialBytes() {
    return partialBytes;
  }

  /// Notes what is about to be executed.
  ///
  /// @param arrived bytes that have arrived and were not executed
  /// @param room bytes that the buffer they are in has left
  public void takesUp(int arrived, int room) {
    takenBytes = arrived;
    inputRoom = room;
    tableBytes = 0;
  }

  /// For engines: notes what a request that is not whole takes besides what has arrived of it, once
  /// nothing is executed any more.
  ///
  /// @param room bytes that the buffer it is in has left
  /// @param table bytes that the parser keeps of its arguments
  public void keeps(int room, int table) {
    takenBytes = 0;
    inputRoom = room;
    tableBytes = table;
  }

  /// Bytes that have arrived: those being executed, else those of a request that is not whole.
  public int inputBytes() {
    return Math.max(takenBytes, partialBytes);
  }

  /// Bytes that the buffer of those has left, 0 if there is none.
  public int inputRoom() {
    return inputRoom;
  }

  /// Bytes that the parser keeps of the arguments of a request that is not whole.
  public int tableBytes() {
    return tableBytes;
  }

  /// Bytes of replies and messages that the kernel has not taken.
  public long unsentBytes() {
    return unsentBytes + pushes.bytes();
  }

  /// [#unsentBytes] without what waits in [#pushes].
  public long unsentReplies() {
    return unsentBytes;
  }

  /// Whether `CLIENT NO-EVICT` exempts it from being closed when all buffers hold too much.
  public boolean protectedFromEviction() {
    return protectedFromEviction;
  }

  /// Exempts it or no longer.
  public void protectedFromEviction(boolean value) {
    protectedFromEviction = value;
  }

  /// Whether a request of it is being executed, as near as another thread can tell.
  public boolean executing() {
    return executing;
  }

  /// Notes that its requests are being executed, or no more.
  public void executing(boolean value) {
    executing = value;
  }

  /// Whether TLS is not agreed on yet.
  public boolean handshaking() {
    return handshaking;
  }

  /// Notes whether TLS is not agreed on yet.
  public void handshaking(boolean value) {
    handshaking = value;
  }

  /// How many requests were taken up, those that were refused among them.
  public long requests() {
    return requests;
  }

  /// How many commands were executed.
  public long commands() {
    return commands;
  }

  /// Bytes received.
  public long bytesRead() {
    return bytesRead;
  }

  /// Bytes handed to the kernel.
  public long bytesWritten() {
    return bytesWritten;
  }

  /// When the connection was accepted, as [System#nanoTime].
  public long openedNanos() {
    return openedNanos;
  }

  /// When it last sent something or was seen to be served, as [System#nanoTime].
  public long activeNanos() {
    return activeNanos;
  }

  /// The name of the command that the last request names, `NULL` if there is none and before the
  /// first.
  public String lastCommand() {
    return lastCommand;
  }

  /// For the log, as [#remote].
  @Override
  public String toString() {
    return remote();
  }
}
