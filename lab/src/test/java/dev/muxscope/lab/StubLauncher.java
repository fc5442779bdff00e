package dev.muxscope.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.jfr.Recording;

/// A stand-in for the image's launcher: a shell script whose servers are one RESP server in this
/// JVM, which answers everything by `PONG`, and whose load prints what a load prints and measures
/// nothing.
public final class StubLauncher implements AutoCloseable {

  private final ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
  private final Path script;

  /// @param directory for the script, what it was called with (`calls`, with a line `stopped` for
  ///   each server that was), and what it hands out
  /// @param load commands of the load between its first line and its last ones; `$call` is what it
  ///   was called with, the file `server` has the number of the server started last
  public StubLauncher(Path directory, String load) throws IOException, InterruptedException {
    Path recording = directory.resolve("stub.jfr");
    try (Recording empty = new Recording()) {
      empty.start();
      empty.stop();
      empty.dump(recording);
    }
    Path json = Files.writeString(directory.resolve("stub.json"), json());
    script = Script.write(directory.resolve("muxscope"), script(directory, recording, json, load));
    Thread.ofVirtual().start(this::accept);
  }

  public Path path() {
    return script;
  }

  private String script(Path directory, Path recording, Path json, String load) {
    return """
    #!/bin/sh
    cd '%s'
    call="$*"
    echo "$call" >> calls
    if [ "$1" = serve ]; then
      while [ $# -gt 0 ]; do [ "$1" = --record ] && file=$2; shift; done
      sleep 1000 > /dev/null 2>&1 & sleeper=$!
      trap '[ -n "$file" ] && cp "%s" "$file"; echo stopped >> calls; kill $sleeper; exit 0' TERM
      echo $$ > server
      echo "muxscope: stub server ready at 127.0.0.1:%d, pid $$"
      wait $sleeper
    fi
    while [ $# -gt 0 ]; do [ "$1" = --json ] && file=$2; shift; done
    echo connecting
    %s
    echo "warming up"; sleep 0.15
    echo measuring; start=$(date +%%s%%N); sleep 0.05
    echo measured; end=$(date +%%s%%N)
    sed -e "s/\\(startEpochNanos.*\\): 1,/\\1: $start,/" -e "s/\\(endEpochNanos.*\\): 2,/\\1: $end,/" \
      '%s' > "$file"
    """
        .formatted(directory, recording, listener.getLocalPort(), load, json);
  }

  private static String json() {
    return Samples.json(Samples.load(100_000)).replace(" :", ":");
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        Thread.ofVirtual().start(() -> answer(socket));
      } catch (IOException _) {
        return;
      }
    }
  }

  /// A request of one word is three lines feeds long.
  private static void answer(Socket socket) {
    try (socket) {
      int feeds = 0;
      for (int read = socket.getInputStream().read(); read >= 0; ) {
        feeds += read == '\n' ? 1 : 0;
        if (feeds == 3) {
          socket.getOutputStream().write("+PONG\r\n".getBytes("US-ASCII"));
          feeds = 0;
        }
        read = socket.getInputStream().read();
      }
    } catch (IOException _) {
      // The lab has gone.
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
