package dev.muxscope.app;

import dev.muxscope.common.server.Dispatch;
import dev.muxscope.common.server.Limit;
import dev.muxscope.common.server.Limits;
import dev.muxscope.common.server.Operator;
import dev.muxscope.common.server.Password;
import dev.muxscope.common.server.RunningServer;
import dev.muxscope.common.server.Security;
import dev.muxscope.common.server.Server;
import dev.muxscope.common.server.ServerEngine;
import dev.muxscope.common.server.ServerOptions;
import dev.muxscope.common.server.ServerOptions.Poller;
import dev.muxscope.common.transport.Addresses;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `muxscope serve`: runs a server until it is told to stop.
final class ServeCommand implements Subcommand {

  private static final ServerOptions DEFAULTS = ServerOptions.defaults();

  @Override
  public Syntax syntax() {
    List<Option> options = new ArrayList<>(engineOptions());
    for (Limit limit : Limit.values()) {
      options.add(limitOption(limit));
    }
    return new Syntax(
        "serve",
        "",
        "Serves RESP by an event loop (select) or by threads that block (vthreads, threads)",
        options);
  }

  private static Option limitOption(Limit limit) {
    String value = limit.unit().isTime() ? "TIME" : limit.unit().isBytes() ? "SIZE" : "N";
    return Option.of(limit.option(), value, limit.text(limit.fallback()), limit.help());
  }

  private static List<Option> engineOptions() {
    return List.of(
        Option.of(
            "mode", "MODE", "select", "select, select+vthreads, vthreads, threads, or a module's"),
        Option.of("host", "HOST", DEFAULTS.host(), "the address to listen at"),
        Option.of("port", "PORT", "" + DEFAULTS.port(), "the port; 0 takes a free one"),
        Option.of("backlog", "N", "" + DEFAULTS.backlog(), "connections not yet accepted"),
        Option.of("event-loops", "N", "" + DEFAULTS.eventLoops(), "threads that select"),
        Option.of("poller", "NAME", "default", "the selector: epoll, poll or default"),
        Option.of(
            "dispatch",
            "WHERE",
            DEFAULTS.dispatch().label(),
            "who executes for select: inline, vthreads, pool:N or auto"),
        Option.of("grace", "TIME", "5s", "how long stopping waits for slow clients"),
        PasswordOption.option("clients have to know"),
        Option.of(
            "tls-cert", "FILE", "", "serves TLS 1.3 with this certificate, and its chain (PEM)"),
        Option.of("tls-key", "FILE", "", "the certificate's private key (PEM)"),
        Option.of("tls-ca", "FILE", "", "clients need a certificate by one of these (PEM)"),
        Option.flag("no-protected-mode", "lets everybody in from everywhere"),
        Option.flag("operator", "a person at this console answers LAB.ASK"),
        Option.of("record", "FILE.jfr", "", "records with Flight Recorder until the end"),
        Option.of("module-path", "DIR", "", "adds the commands and engines of its modules"));
  }

  @Override
  public int run(Arguments arguments, Console console)
      throws UsageException, IOException, InterruptedException {
    arguments.expectOperands(0, 0);
    String mode = arguments.text("mode");
    ServerOptions asked = options(arguments);
    Optional<Path> file = arguments.outputFile("record");
    Extensions extensions = Extensions.load(arguments.path("module-path"));
    ServerEngine engine = extensions.engine("--mode", mode);
    ServerOptions options = options(engine, mode, asked);
    if (arguments.has("dispatch") && !options.dispatch().equals(asked.dispatch())) {
      throw new UsageException(
          "--mode=" + mode + " means --dispatch=" + options.dispatch().label() + ": leave it out");
    }
    Optional<Operator> operator =
        options.operator()
            ? Optional.of(new Operator(console.in(), console.out()))
            : Optional.empty();
    Server server = server(mode, options, extensions, operator);
    server.openEvents();
    Signals signals = Signals.handle();
    warnOfOldRuntime(mode, console);
    if (file.isEmpty()) {
      return serve(server, start(engine, server), signals, operator, console);
    }
    try (ServerRecording recording = ServerRecording.start()) {
      RunningServer running = start(engine, server);
      recording.keepIn(file.get());
      return serve(server, running, signals, operator, console);
    }
  }

  private static Server server(
      String mode, ServerOptions options, Extensions extensions, Optional<Operator> operator)
      throws UsageException {
    try {
      return new Server(mode, options, extensions.commandSets(), operator);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--module-path: " + e.getMessage());
    }
  }

  private static int serve(
      Server server,
      RunningServer running,
      Signals signals,
      Optional<Operator> operator,
      Console console)
      throws IOException, InterruptedException {
    warnOfOpenWords(server, running.address(), console);
    console.out().println(readyLine(server.mode(), running.address()));
    console.out().flush();
    watch(running, signals);
    boolean asked = signals.await();
    operator.ifPresent(Operator::leave);
    running.close();
    if (!asked) {
      throw new IOException("the server has stopped by itself; the lines above say why");
    }
    return Main.FINE;
  }

  /// A server that stops by itself has failed, and must not seem to serve.
  private static void watch(RunningServer running, Signals signals) {
    Runnable watch =
        () -> {
          try {
            running.awaitStop();
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
          signals.release();
        };
    Thread.ofPlatform().name("mux-watch").daemon().start(watch);
  }

  /// JDK-8369227: before 25.0.3 a timed park of a virtual thread can miss its wake-up.
  private static void warnOfOldRuntime(String mode, Console console) {
    Runtime.Version fixed = Runtime.Version.parse("25.0.3");
    if (mode.endsWith("vthreads") && Runtime.version().compareTo(fixed) < 0) {
      console
          .err()
          .println(
              "muxscope: the image's JDK "
                  + Runtime.version()
                  + " can lose wake-ups of virtual threads: remove app/target/muxscope and build it"
                  + " anew with JDK 25.0.3 or newer");
    }
  }

  private static void warnOfOpenWords(Server server, InetSocketAddress at, Console console) {
    boolean readable =
        server.options().security().password().isPresent() && !server.door().secured();
    if (readable && !at.getAddress().isLoopbackAddress()) {
      console
          .err()
          .println(
              "muxscope: without TLS the password can be read on its way: give --tls-cert and"
                  + " --tls-key");
    }
  }

  private static RunningServer start(ServerEngine engine, Server server)
      throws UsageException, IOException {
    try {
      return engine.start(server.mode(), server);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static String readyLine(String mode, InetSocketAddress address) {
    return "muxscope: "
        + mode
        + " server ready at "
        + Addresses.text(address)
        + ", pid "
        + ProcessHandle.current().pid();
  }

  private static ServerOptions options(ServerEngine engine, String mode, ServerOptions asked)
      throws UsageException {
    try {
      return engine.options(mode, asked);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static ServerOptions options(Arguments arguments) throws UsageException {
    try {
      return new ServerOptions(
          arguments.text("host"),
          arguments.number("port", 0, 65_535),
          arguments.number("backlog", 1, Integer.MAX_VALUE),
          arguments.number("event-loops", 1, 256),
          poller(arguments.text("poller")),
          Dispatch.of(arguments.text("dispatch")),
          limits(arguments),
          arguments.duration("grace"),
          arguments.has("operator"),
          security(arguments));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--" + e.getMessage());
    }
  }

  private static Security security(Arguments arguments) throws UsageException {
    return new Security(
        PasswordOption.read(arguments).map(Password::of),
        TlsOption.server(arguments),
        !arguments.has("no-protected-mode"));
  }

  private static Limits limits(Arguments arguments) throws UsageException {
    Limits limits = Limits.defaults();
    for (Limit limit : Limit.values()) {
      limits = limits.with(limit, limit.parse(arguments.text(limit.option())));
    }
    // Whoever names the longest request alone need not name a shorter argument.
    boolean longer = limits.get(Limit.BULK_BYTES) > limits.get(Limit.REQUEST_BYTES);
    if (longer && arguments.has(Limit.BULK_BYTES.option())) {
      throw new UsageException(
          "--max-bulk="
              + arguments.text(Limit.BULK_BYTES.option())
              + " needs a --max-request that is as long, not "
              + arguments.text(Limit.REQUEST_BYTES.option()));
    }
    return limits;
  }

  private static Poller poller(String name) throws UsageException {
    for (Poller poller : Poller.values()) {
      if (poller.label().equals(name)) {
        return poller;
      }
    }
    throw new UsageException("--poller takes epoll, poll or default, not " + name);
  }
}
