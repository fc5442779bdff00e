package dev.muxscope.common.server;

import dev.muxscope.common.command.Command;
import dev.muxscope.common.command.CommandSet;
import dev.muxscope.common.command.CommandTable;
import dev.muxscope.common.command.EndReason;
import dev.muxscope.common.command.KeyCommands;
import dev.muxscope.common.command.Session;
import dev.muxscope.common.command.Store;
import dev.muxscope.common.command.StoreCommands;
import dev.muxscope.common.event.ConnectionEvent;
import dev.muxscope.common.event.FlightEvents;
import dev.muxscope.common.event.IoCounters;
import dev.muxscope.common.event.LatencyHistogram;
import dev.muxscope.common.event.RecordedServer;
import dev.muxscope.common.protocol.ParserLimits;
import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.RequestParser;
import dev.muxscope.common.transport.SpareBuffers;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/// All of a server that is no I/O: its commands, its store, who is connected, what was counted. An
/// engine does the rest.
///
/// Safe for all threads, except where a method names the thread that may call it.
public final class Server {

  /// What holds at one moment; one object, so that no thread sees parts of two.
  ///
  /// @param ofKnown what parsers accept
  /// @param ofStrangers the same before the password
  private record Bounds(Limits limits, ParserLimits ofKnown, ParserLimits ofStrangers) {

    private static Bounds of(Limits limits, boolean proseLines) {
      ParserLimits ofKnown = limits.forParsers(proseLines);
      return new Bounds(limits, ofKnown, ofKnown.forStrangers());
    }
  }

  private final String mode;
  private final ServerOptions options;
  private final Store store = new Store();
  private final CommandTable commands;
  private final RequestProcessor processor;
  private final IoCounters counters = new IoCounters();
  private final Authentication authentication;
  private final Door door;
  private final LatencyHistogram latency = new LatencyHistogram();
  private final boolean proseLines;
  private final long startedNanos = System.nanoTime();
  private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicLong lastId = new AtomicLong();
  private final Subscriptions subscriptions = new Subscriptions(this);
  private final Buffers buffers = new Buffers(this);
  private final SpareBuffers spareBuffers = new SpareBuffers();
  private volatile Bounds bounds;

  /// @param mode how the engine waits, as after `--mode`
  /// @param options how it is set
  /// @param sets commands besides those that every server has
  /// @param operator who answers `LAB.ASK`, if anybody does
  /// @throws IllegalArgumentException if two commands have the same name
  public Server(
      String mode, ServerOptions options, List<CommandSet> sets, Optional<Operator> operator) {
    this.mode = mode;
    this.options = options;
    this.proseLines = operator.isPresent();
    this.bounds = Bounds.of(options.limits(), proseLines);
    this.door = new Door(this);
    this.authentication = new Authentication(options.security(), counters.wrongPasswords);
    LabCommands lab = new LabCommands(this, operator);
    List<CommandSet> all = new ArrayList<>();
    all.add(new ConnectionCommands(this));
    all.add(new ServerCommands(this));
    all.add(new StoreCommands(() -> limits().get(Limit.BULK_BYTES)));
    all.add(new KeyCommands());
    all.add(new PushCommands(this));
    all.add(lab);
    all.addAll(sets);
    this.commands = CommandTable.of(all, store);
    this.processor = new RequestProcessor(this, commands, lab);
    EndReason.load();
  }

  /// Makes Flight Recorder ask this server for its periodic events, once it runs.
  public void openEvents() {
    String names =
        String.join(
            ",",
            commands.entries().stream()
                .map(CommandTable.Entry::command)
                .map(Command::name)
                .toList());
    FlightEvents.openFor(
        new RecordedServer(
            mode, settings(), door::port, names, counters, latency, connections::get));
  }

  /// How the engine waits, as after `--mode`.
  public String mode() {
    return mode;
  }

  /// How it is set.
  public ServerOptions options() {
    return options;
  }

  /// Its keys and values.
  public Store store() {
    return store;
  }

  /// Its commands.
  public CommandTable commands() {
    return commands;
  }

  /// What its connections did. Engines count what they issue; requests are counted here.
  public IoCounters counters() {
    return counters;
  }

  /// For requests that are longer than what is read at once.
  public SpareBuffers spareBuffers() {
    return spareBuffers;
  }

  /// How long requests stay in it. Engines record it while [FlightEvents#on].
  public LatencyHistogram latency() {
    return latency;
  }

  /// What it bounds at this moment.
  public Limits limits() {
    return bounds.limits;
  }

  /// Bounds something else from now on. Connections that are one too many stay.
  public void limits(Limits others) {
    changeLimits(_ -> others);
  }

  /// Bounds from now on what follows from the limits of this moment. Of two threads that change
  /// them one waits for the other, so that no change is lost.
  ///
  /// @param change what it throws, this throws, and nothing is changed
  synchronized void changeLimits(UnaryOperator<Limits> change) {
    bounds = Bounds.of(change.apply(bounds.limits), proseLines);
  }

  /// What is accepted of clients at this moment.
  ParserLimits parserLimits() {
    return bounds.ofKnown;
  }

  /// The same for clients that have not given the password yet.
  ParserLimits strangersLimits() {
    return bounds.ofStrangers;
  }

  /// Who is let in.
  Authentication authentication() {
    return authentication;
  }

  /// When it was made, as [System#nanoTime].
  public long startedNanos() {
    return startedNanos;
  }

  /// How clients come in.
  public Door door() {
    return door;
  }

  /// How many connections there are.
  public int connections() {
    return connections.get();
  }

  /// Who is connected, in no order.
  public Collection<Session> sessions() {
    return sessions;
  }

  /// Takes an accepted connection in.
  ///
  /// @param remote the client's address
  /// @param local the server's address
  /// @return empty if there are too many
  public Optional<Session> admit(InetSocketAddress remote, InetSocketAddress local) {
    // Before it is counted, since there may be no memory for it.
    Session session = new Session(lastId.incrementAndGet(), remote, local);
    authentication.forget(session);
    Optional<Session> admitted = Optional.of(session);
    if (connections.incrementAndGet() > limits().get(Limit.CONNECTIONS)) {
      connections.decrementAndGet();
      counters.refused.increment();
      return Optional.empty();
    }
    try {
      sessions.add(session);
      counters.admitted.increment();
      return admitted;
    } catch (OutOfMemoryError e) {
      // It may be in the set, which could not grow then.
      sessions.remove(session);
      connections.decrementAndGet();
      throw e;
    }
  }

  /// What waits in its connections' buffers, and for how much of that one is closed.
  public Buffers buffers() {
    return buffers;
  }

  /// Who subscribes to what.
  Subscriptions subscriptions() {
    return subscriptions;
  }

  /// Ends what a connection that is gone subscribed to, maybe while it was closed, and drops its
  /// messages and what it held from the accounts.
  public void forget(Session session) {
    try {
      subscriptions.leaveAll(session);
    } finally {
      session.pushes().forget();
      buffers.forget(session);
    }
  }

  /// Lets a connection go. To be called once for each one admitted, by the thread that ran it.
  ///
  /// @param reason why it was closed, unless another thread has had it closed; see [EndReason]
  public void release(Session session, String reason) {
    // First what cannot fail for want of memory, so that the accounts are right.
    if (sessions.remove(session)) {
      connections.decrementAndGet();
    }
    forget(session);
    if (FlightEvents.on()) {
      ConnectionEvent event = new ConnectionEvent();
      event.id = session.id();
      event.lifetime = System.nanoTime() - session.openedNanos();
      event.requests = session.requests();
      event.bytesRead = session.bytesRead();
      event.bytesWritten = session.bytesWritten();
      event.reason = session.disconnecting() ? session.disconnectReason() : reason;
      event.commit();
    }
  }

  /// Executes the whole requests at the position of `in`; see [RequestProcessor#process]. To be
  /// called by the thread that runs the connection.
  public RequestProcessor.Outcome process(
      Session session, RequestParser parser, ByteBuffer in, ReplyWriter out, Turn turn) {
    return processor.process(session, parser, in, out, turn);
  }

  /// How it is set, as `key=value, key=value`.
  public String settings() {
    return "event-loops="
        + options.eventLoops()
        + ", poller="
        + options.poller().label()
        + ", dispatch="
        + options.dispatch().label()
        + ", max-connections="
        + limits().get(Limit.CONNECTIONS)
        + ", carriers="
        + System.getProperty("jdk.virtualThreadScheduler.parallelism", "default")
        + (door.secured() ? ", tls=1.3" : "")
        + ", poller-mode="
        + System.getProperty("jdk.pollerMode", "default")
        + ", pollers="
        + System.getProperty("jdk.readPollers", "default")
        + ", cores="
        + Runtime.getRuntime().availableProcessors();
  }
}
