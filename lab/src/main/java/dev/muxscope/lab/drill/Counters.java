package dev.muxscope.lab.drill;

import dev.muxscope.client.Reply;
import dev.muxscope.client.RespClient;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// What a server has counted up to a moment: the whole numbers of its `INFO stats`.
///
/// @param byName as `total_reads`
record Counters(Map<String, Long> byName) {

  Counters {
    byName = Map.copyOf(byName);
  }

  static Counters read(RespClient client) throws IOException {
    return switch (client.call("INFO", "stats")) {
      case Reply.BulkString text -> parse(text.text());
      case Reply other -> throw new IOException("INFO is answered by " + other);
    };
  }

  static Counters parse(String info) {
    Map<String, Long> byName = new HashMap<>();
    for (String line : info.lines().toList()) {
      String[] parts = line.strip().split(":", 2);
      if (parts.length == 2 && parts[1].matches("\\d{1,18}")) {
        byName.put(parts[0], Long.valueOf(parts[1]));
      }
    }
    return new Counters(byName);
  }

  /// What came to a counter since `earlier`; 0 for one that is not there.
  long since(Counters earlier, String name) {
    return byName.getOrDefault(name, 0L) - earlier.byName.getOrDefault(name, 0L);
  }
}
