package dev.muxscope.app;

import dev.muxscope.client.Credentials;
import dev.muxscope.client.HostPort;
import dev.muxscope.client.InteractiveClient;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// `muxscope client`: talks to a server by hand.
final class ClientCommand implements Subcommand {

  @Override
  public Syntax syntax() {
    return new Syntax(
        "client",
        "[HOST:PORT] [-- COMMAND ARGUMENT …]",
        "Talks to a server: lines are messages to its operator, /lines are commands",
        options());
  }

  private static List<Option> options() {
    return List.of(
        PasswordOption.option("the server asks for"),
        Option.flag("tls", "speaks TLS 1.3"),
        Option.of("tls-ca", "FILE", "", "whose certificates are trusted (PEM); else the JDK's"),
        Option.of("tls-cert", "FILE", "", "shows this certificate (PEM)"),
        Option.of("tls-key", "FILE", "", "the certificate's private key (PEM)"));
  }

  private static Credentials credentials(Arguments arguments) throws UsageException {
    Credentials credentials = Credentials.none();
    Optional<byte[]> password = PasswordOption.read(arguments);
    if (password.isPresent()) {
      credentials = credentials.withPassword(password.get());
    }
    Optional<SSLContext> tls = TlsOption.client(arguments);
    return tls.isPresent() ? credentials.withTls(tls.get()) : credentials;
  }

  @Override
  public int run(Arguments arguments, Console console) throws UsageException {
    arguments.expectOperands(0, 1);
    HostPort target = target(arguments.operands());
    InteractiveClient client =
        new InteractiveClient(
            target, credentials(arguments), console.out(), console.err(), Console.isTerminal());
    if (!arguments.rest().isEmpty()) {
      return client.runCommand(arguments.rest());
    }
    return Console.isTerminal() ? client.runTerminal() : client.runLines(console.in());
  }

  private static HostPort target(List<String> operands) throws UsageException {
    try {
      return operands.isEmpty() ? HostPort.defaults() : HostPort.parse(operands.getFirst());
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
