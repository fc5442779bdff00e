package dev.muxscope.common.server;

import dev.muxscope.common.command.CommandTable.Entry;
import dev.muxscope.common.command.Session;
import dev.muxscope.common.event.IoCounters;
import dev.muxscope.common.event.Version;
import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.Request;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/// `INFO [section …]`: facts, each of them measured or set, none made up.
final class InfoCommand {

  /// Of the Redis whose protocol, errors and limits this server has: clients and suites decide by
  /// it what they ask for.
  static final String REDIS_VERSION = "7.0.15";

  private static final Set<String> ALL = Set.of("all", "everything", "default");

  private final Server server;

  InfoCommand(Server server) {
    this.server = server;
  }

  void execute(Request request, Session session, ReplyWriter reply) {
    Set<String> asked = new TreeSet<>();
    for (int i = 1; i < request.count(); i++) {
      asked.add(request.text(i).toLowerCase(Locale.ROOT));
    }
    boolean all = asked.isEmpty() || asked.stream().anyMatch(ALL::contains);
    List<String> sections = new ArrayList<>();
    sections()
        .forEach((title, facts) -> {
          if (all || asked.contains(title.toLowerCase(Locale.ROOT))) {
            sections.add(section(title, facts.get()));
          }
        });
    reply.verbatim(String.join("\r\n", sections));
  }

  private static String section(String title, Map<String, Object> facts) {
    StringBuilder text = new StringBuilder("# ").append(title).append("\r\n");
    facts.forEach((name, value) -> text.append(name).append(':').append(value).append("\r\n"));
    return text.toString();
  }

  /// What each section holds, found out only when it is asked for.
  private Map<String, Supplier<Map<String, Object>>> sections() {
    Map<String, Supplier<Map<String, Object>>> sections = new LinkedHashMap<>();
    sections.put("Server", this::server);
    sections.put("Clients", this::clients);
    sections.put("Memory", MemoryFacts::read);
    sections.put("Persistence", InfoCommand::persistence);
    sections.put("Stats", this::stats);
    sections.put("Replication", () -> facts("role", "master", "connected_slaves", 0));
    sections.put("CPU", ProcessFacts::cpu);
    sections.put("Cluster", () -> facts("cluster_enabled", 0));
    sections.put("Keyspace", this::keyspace);
    return sections;
  }

  private Map<String, Object> server() {
    Map<String, Object> facts = facts("redis_version", REDIS_VERSION);
    facts.putAll(ownFacts());
    return facts;
  }

  private Map<String, Object> ownFacts() {
    long uptime = (System.nanoTime() - server.startedNanos()) / 1_000_000_000;
    return facts(
        "muxscope_version", Version.TEXT,
        "muxscope_mode", server.mode(),
        "muxscope_settings", server.settings(),
        "redis_mode", "standalone",
        "jdk", Runtime.version(),
        "os", System.getProperty("os.name") + " " + System.getProperty("os.version"),
        "process_id", ProcessHandle.current().pid(),
        "tcp_port", server.door().port(),
        "server_time_usec", ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()),
        "uptime_in_seconds", uptime,
        "uptime_in_days", uptime / 86_400);
  }

  private Map<String, Object> clients() {
    return facts(
        "connected_clients",
        server.connections(),
        "maxclients",
        server.limits().get(Limit.CONNECTIONS),
        "pubsub_clients",
        server.sessions().stream().filter(Session::subscribed).count(),
        "blocked_clients",
        server.sessions().stream().filter(this::isBlocked).count(),
        "muxscope_client_buffers_bytes",
        server.buffers().total());
  }

  /// Whether it waits for a command that holds its thread.
  private boolean isBlocked(Session session) {
    return session.executing()
        && server.commands().lookUp(session.lastCommand()).filter(Entry::mayBlock).isPresent();
  }

  /// Nothing is kept; tools ask for Redis's own words.
  private static Map<String, Object> persistence() {
    return facts(
        "persistence", "none: the store is memory only",
        "loading", 0,
        "rdb_bgsave_in_progress", 0,
        "aof_enabled", 0,
        "aof_rewrite_in_progress", 0);
  }

  private Map<String, Object> stats() {
    IoCounters all = server.counters();
    return facts(
        "total_connections_received", all.sinceReset(all.admitted),
        "rejected_connections", all.sinceReset(all.refused),
        "pubsub_channels", server.subscriptions().channels().size(),
        "pubsub_patterns", server.subscriptions().patterns(),
        "evicted_clients", all.sinceReset(all.evicted),
        "muxscope_late_clients", all.sinceReset(all.late),
        "muxscope_failed_handshakes", all.sinceReset(all.failedHandshakes),
        "acl_access_denied_auth", all.sinceReset(all.wrongPasswords),
        "total_commands_processed", all.sinceReset(all.commands),
        "total_net_input_bytes", all.sinceReset(all.bytesRead),
        "total_net_output_bytes", all.sinceReset(all.bytesWritten),
        "total_selects", all.sinceReset(all.selects),
        "total_reads", all.sinceReset(all.reads),
        "total_empty_reads", all.sinceReset(all.emptyReads),
        "total_writes", all.sinceReset(all.writes),
        "total_partial_writes", all.sinceReset(all.partialWrites));
  }

  private Map<String, Object> keyspace() {
    int keys = server.store().size();
    if (keys == 0) {
      return Map.of();
    }
    return facts("db0", "keys=" + keys + ",expires=" + server.store().expiringKeys());
  }

  /// Names and values in turn.
  static Map<String, Object> facts(Object... namesAndValues) {
    Map<String, Object> facts = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      facts.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return facts;
  }
}
