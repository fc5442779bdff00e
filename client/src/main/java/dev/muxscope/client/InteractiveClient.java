package dev.muxscope.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The client for people. A plain line is a message to the operator at the server's console, sent
/// with `LAB.ASK`; a line that starts with `/` is a command, as `/get k`; `//` begins a message
/// that starts with a slash. `/help` and `/quit` are the client's own.
///
/// Each `run` method returns an exit code: 0, or 1 when the connection failed. Owned by one thread.
public final class InteractiveClient {

  private static final String PROMPT = ">>>> ";

  private final PrintStream err;
  private final ClientSession session;

  /// @param target connected when the first line is there, and again after the connection failed
  /// @param credentials used for each connection
  /// @param out where replies go
  /// @param err where failures go, one line each
  /// @param terminal whether people read `out`: decides how replies are written, see [ReplyPrinter]
  public InteractiveClient(
      HostPort target,
      Credentials credentials,
      PrintStream out,
      PrintStream err,
      boolean terminal) {
    this.err = err;
    this.session = new ClientSession(target, credentials, out, err, terminal);
  }

  /// Prompts at the process's terminal, with line editing and a history that is kept. Ctrl-C clears
  /// the line, Ctrl-D ends. A server that goes away is told, and looked for again with the next
  /// line; only one that is not there at the start ends the client.
  public int runTerminal() {
    try (session;
        var lines = new TerminalLines(PROMPT)) {
      session.connect();
      Optional<String> line = lines.read();
      while (line.isPresent()) {
        handleOrReport(line.get());
        line = session.isRunning() ? lines.read() : Optional.empty();
      }
      return 0;
    } catch (IOException e) {
      return fail(e);
    }
  }

  private void handleOrReport(String line) {
    try {
      session.handle(line);
    } catch (IOException e) {
      int _ = fail(e);
      session.disconnect();
    }
  }

  /// Handles each line of `in`, read as UTF-8, without a prompt. Ends with the input, with the
  /// first failure of the connection, or once the output takes no more.
  public int runLines(InputStream in) {
    var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    try (session) {
      String line = reader.readLine();
      while (line != null) {
        session.handle(line);
        line = session.isRunning() ? reader.readLine() : null;
      }
      return 0;
    } catch (IOException e) {
      return fail(e);
    }
  }

  /// Sends one command and prints its reply.
  ///
  /// @param arguments the command and what follows it, at least one
  /// @return 0, or 1 when the reply is an error or the connection failed
  public int runCommand(List<String> arguments) {
    try (session) {
      var bytes = arguments.stream().map(each -> each.getBytes(StandardCharsets.UTF_8)).toList();
      return session.command(bytes) instanceof Reply.ErrorReply ? 1 : 0;
    } catch (IOException e) {
      return fail(e);
    }
  }

  private int fail(IOException e) {
    err.print(e.getMessage() + "\n");
    err.flush();
    return 1;
  }
}
