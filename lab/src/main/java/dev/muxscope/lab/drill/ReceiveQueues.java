package dev.muxscope.lab.drill;

import dev.muxscope.lab.ProcFiles;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Bytes that the kernel has received for a server and that the server has not read, by connection;
/// from Linux's `/proc/net/tcp`.
///
/// @param bytesByPort by the client's port; empty where nothing tells
record ReceiveQueues(Map<Integer, Long> bytesByPort) {

  ReceiveQueues {
    bytesByPort = Map.copyOf(bytesByPort);
  }

  static ReceiveQueues of(int serverPort) {
    String four = ProcFiles.read(Path.of("/proc/net/tcp"));
    String six = ProcFiles.read(Path.of("/proc/net/tcp6"));
    return parse(four + six, serverPort);
  }

  /// Parses lines like `0: 0100007F:18EC 0100007F:D431 01 00000000:0000001B …`: addresses, state,
  /// and the bytes to be sent and to be read, all in hexadecimal.
  static ReceiveQueues parse(String text, int serverPort) {
    Map<Integer, Long> bytes = new HashMap<>();
    for (String line : text.lines().toList()) {
      String[] fields = line.strip().split(" +");
      if (fields.length > 4 && fields[0].matches("\\d+:") && port(fields[1]) == serverPort) {
        String queues = fields[4];
        bytes.put(port(fields[2]), Long.parseLong(queues.substring(queues.indexOf(':') + 1), 16));
      }
    }
    return new ReceiveQueues(bytes);
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), 16);
  }

  /// `NaN` where nothing tells.
  double unread(int clientPort) {
    Long bytes = bytesByPort.get(clientPort);
    return bytes == null ? Double.NaN : bytes;
  }
}
