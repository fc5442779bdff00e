package dev.muxscope.client;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;

/// What a person types, line by line, against one server. Owned by one thread.
///
/// ```
/// DISCONNECTED --a line--> CONNECTED --/quit--> ENDED
///      ^                       |
///      +---connection fails----+
/// ```
final class ClientSession implements AutoCloseable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /// An operator may think for as long as it takes.
  private static final Duration NO_TIMEOUT = Duration.ZERO;

  private static final Set<String> SUBSCRIPTIONS =
      Set.of("SUBSCRIBE", "PSUBSCRIBE", "UNSUBSCRIBE", "PUNSUBSCRIBE");

  private static final String NO_SILENCE =
      "not sent: this client waits for replies, which CLIENT REPLY OFF and SKIP leave out";

  private static final String HELP =
      """
      text            send text to the operator at the server's console, print the answer
      /command args   send a command, as /ping, /get k, /set k "two words"
      //text          send text that starts with a slash
      /subscribe ch   print messages of a channel, until Ctrl-C
      /help, /quit    this text; end (also Ctrl-D)
      """;

  private final HostPort target;
  private final Credentials credentials;
  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;
  private Optional<RespClient> connected = Optional.empty();
  private boolean running = true;

  ClientSession(
      HostPort target,
      Credentials credentials,
      PrintStream out,
      PrintStream err,
      boolean terminal) {
    this.target = target;
    this.credentials = credentials;
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  /// False after `/quit`, and once the output takes no more.
  boolean isRunning() {
    return running && !out.checkError();
  }

  /// @throws IOException with one line for the user
  void handle(String line) throws IOException {
    if (line.startsWith("//")) {
      ask(line.substring(1));
    } else if (line.startsWith("/")) {
      handleCommand(line.substring(1).strip());
    } else if (!line.isBlank()) {
      ask(line);
    }
    out.flush();
  }

  private void handleCommand(String command) throws IOException {
    switch (command.toLowerCase(Locale.ROOT)) {
      case "" -> {}
      case "help" -> out.print(HELP);
      case "quit" -> running = false;
      default -> handleArguments(command);
    }
  }

  private void handleArguments(String command) throws IOException {
    List<byte[]> arguments;
    try {
      arguments = RequestLine.split(command);
    } catch (IllegalArgumentException e) {
      err.print(e.getMessage() + "\n");
      return;
    }
    command(arguments);
  }

  private void ask(String message) throws IOException {
    switch (call(List.of(utf8("LAB.ASK"), utf8(message)), false)) {
      case Reply.BulkString answer -> out.print(answer.text() + "\n");
      case Reply other -> print(other);
    }
  }

  /// Sends a command and prints its reply, or what takes its place: an end of subscriptions is
  /// answered once for each channel, and after a subscription messages come until the server closes
  /// the connection, or the output takes no more. What would leave it without a reply is refused.
  Reply command(List<byte[]> arguments) throws IOException {
    if (silences(arguments)) {
      err.print(NO_SILENCE + "\n");
      return new Reply.ErrorReply(NO_SILENCE);
    }
    String name = upper(arguments.getFirst());
    Reply reply = call(arguments, SUBSCRIPTIONS.contains(name));
    print(reply);
    if (SUBSCRIPTIONS.contains(name) && !(reply instanceof Reply.ErrorReply)) {
      int channels = arguments.size() - 1;
      long more = name.contains("UNSUB") ? channels - 1 : Long.MAX_VALUE;
      for (long i = 0; i < more && isRunning(); i++) {
        print(receive());
      }
    }
    return reply;
  }

  private static boolean silences(List<byte[]> arguments) {
    List<String> words = arguments.stream().limit(4).map(ClientSession::upper).toList();
    return words.equals(List.of("CLIENT", "REPLY", "OFF"))
        || words.equals(List.of("CLIENT", "REPLY", "SKIP"));
  }

  private Reply call(List<byte[]> arguments, boolean answeredByPush) throws IOException {
    try {
      connection().send(arguments);
    } catch (IOException e) {
      throw explained(e);
    }
    Reply reply = receive();
    while (reply instanceof Reply.PushReply && !answeredByPush) {
      print(reply);
      reply = receive();
    }
    return reply;
  }

  private Reply receive() throws IOException {
    try {
      return connection().receive();
    } catch (IOException e) {
      throw explained(e);
    }
  }

  private void print(Reply reply) {
    ReplyPrinter.print(reply, terminal, out);
    out.flush();
  }

  /// Connects where there is no connection.
  ///
  /// @throws IOException with one line for the user
  void connect() throws IOException {
    try {
      connection();
    } catch (IOException e) {
      throw explained(e);
    }
  }

  private RespClient connection() throws IOException {
    if (connected.isEmpty()) {
      connected = Optional.of(open());
    }
    return connected.get();
  }

  private RespClient open() throws IOException {
    InetSocketAddress address = target.address();
    if (address.isUnresolved()) {
      throw new IOException("no host of that name is known");
    }
    RespClient client = RespClient.connect(address, CONNECT_TIMEOUT, credentials);
    client.setTimeout(NO_TIMEOUT);
    return client;
  }

  private IOException explained(IOException e) {
    String why =
        switch (e) {
          case ConnectException _ -> "connection refused: is a server listening there?";
          case SocketTimeoutException _ -> "no answer within " + CONNECT_TIMEOUT.toSeconds() + " s";
          case SSLHandshakeException _ when isUntrusted(e) ->
              "the server's certificate is not trusted: --tls-ca FILE says whose are";
          default -> String.valueOf(e.getMessage());
        };
    return new IOException(target + ": " + why, e);
  }

  private static boolean isUntrusted(IOException e) {
    return String.valueOf(e.getMessage()).contains("PKIX");
  }

  /// The next line connects anew.
  void disconnect() {
    try {
      close();
    } catch (IOException _) {
      // It failed already, or it would not be given up.
    }
  }

  @Override
  public void close() throws IOException {
    if (connected.isPresent()) {
      connected.get().close();
    }
    connected = Optional.empty();
  }

  private static String upper(byte[] argument) {
    return new String(argument, StandardCharsets.UTF_8).toUpperCase(Locale.ROOT);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
