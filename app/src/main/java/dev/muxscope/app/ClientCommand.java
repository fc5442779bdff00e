package dev.muxscope.app;

import dev.muxscope.client.HostPort;
import dev.muxscope.client.InteractiveClient;
import java.util.List;

/// `muxscope client`: talks to a server by hand.
final class ClientCommand implements Subcommand {

  @Override
  public Syntax syntax() {
    return new Syntax(
        "client",
        "[HOST:PORT] [-- COMMAND ARGUMENT …]",
        "Talks to a server: lines are messages to its operator, /lines are commands",
        List.of());
  }

  @Override
  public int run(Arguments arguments, Console console) throws UsageException {
    arguments.expectOperands(0, 1);
    HostPort target = target(arguments.operands());
    InteractiveClient client =
        new InteractiveClient(target, console.out(), console.err(), Console.isTerminal());
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
