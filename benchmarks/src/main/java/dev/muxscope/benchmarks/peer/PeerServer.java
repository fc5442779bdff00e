package dev.muxscope.benchmarks.peer;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs a [Peer] until it is killed.
public final class PeerServer {

  private PeerServer() {}

  /// Serves until it is killed.
  ///
  /// @param args the name of the peer and the port, 0 for any free one
  public static void main(String[] args) throws InterruptedException {
    Command command;
    try {
      command = Command.of(args);
    } catch (IllegalArgumentException e) {
      end(2, e.getMessage());
      return;
    }
    Peer peer = command.peer();
    String obstacle = peer.obstacle();
    if (!obstacle.isEmpty()) {
      end(1, peer + " is not available here: " + obstacle);
    }
    try {
      peer.serve(
          command.port(),
          address ->
              System.out.printf("peer: %s, ready at 127.0.0.1:%d%n", peer, address.getPort()));
    } catch (IOException e) {
      end(1, peer + " at port " + command.port() + ": " + e.getMessage());
    }
  }

  private static void end(int code, @Nullable String reason) {
    System.err.println("peer: " + reason);
    System.exit(code);
  }

  /// The words of the command line.
  record Command(Peer peer, int port) {

    private static final int MOST_PORT = 65_535;

    /// Takes them apart.
    ///
    /// @throws IllegalArgumentException if they cannot be taken, with what would be right
    static Command of(String... words) {
      if (words.length != 2) {
        throw new IllegalArgumentException("usage: peer NAME PORT, where NAME is of " + Peer.all());
      }
      return new Command(peer(words[0]), port(words[1]));
    }

    private static Peer peer(String name) {
      List<Peer> all = Peer.all();
      return all.stream()
          .filter(each -> each.toString().equals(name))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException(name + ": use one of " + all));
    }

    private static int port(String word) {
      int port = word.matches("[0-9]{1,5}") ? Integer.parseInt(word) : -1;
      if (port < 0 || port > MOST_PORT) {
        throw new IllegalArgumentException(word + " is no port from 0 to " + MOST_PORT);
      }
      return port;
    }
  }
}
