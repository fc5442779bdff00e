package dev.muxscope.client.load;

import dev.muxscope.client.Credentials;
import dev.muxscope.client.HostPort;
import dev.muxscope.client.json.JsonObject;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// [LoadOptions] as JSON, without the target; [LoadJson] tells the fields.
final class LoadOptionsJson {

  private LoadOptionsJson() {}

  static JsonObject write(LoadOptions options) {
    ConnectionPlan connections = options.connections();
    JsonObject json = new JsonObject();
    json.put("connections", connections.open())
        .put("active", connections.active())
        .put("rampMillis", connections.ramp().toMillis())
        .put("churnPerSecond", connections.churnPerSecond())
        .put("threads", connections.threads())
        .put("ratePerSecond", options.pace().rate())
        .put("arrival", lower(options.pace().arrival()))
        .put("pipeline", options.pace().pipeline())
        .put("busyPoll", options.pace().busyPoll());
    write(options.content(), json);
    return json.put("durationMillis", options.duration().toMillis())
        .put("warmUpMillis", options.warmUp().toMillis())
        .put("hdrFile", options.hdrLog().map(log -> log.file().toString()).orElse(""))
        .put(
            "hdrIntervalMillis", options.hdrLog().map(log -> log.interval().toMillis()).orElse(0L));
  }

  private static void write(Content content, JsonObject json) {
    Optional<KeyMix> mix = content.mix();
    json.put("request", content.request())
        .put("payloadBytes", content.payloadBytes())
        .put("mix", mix.map(KeyMix::partsText).orElse(""))
        .put("keys", mix.map(KeyMix::keys).orElse(0))
        .put("keyDistribution", mix.map(m -> lower(m.distribution())).orElse(""));
  }

  static LoadOptions read(String target, JsonObject json) {
    return new LoadOptions(
        HostPort.parse(target),
        new ConnectionPlan(
            json.integer("connections"),
            json.integer("active"),
            json.millis("rampMillis"),
            json.integer("churnPerSecond"),
            json.integer("threads")),
        new Pace(
            json.whole("ratePerSecond"),
            Pace.Arrival.valueOf(upper(json, "arrival")),
            json.integer("pipeline"),
            json.truth("busyPoll")),
        new Content(json.text("request"), json.integer("payloadBytes"), readMix(json)),
        json.millis("durationMillis"),
        json.millis("warmUpMillis"),
        readLog(json),
        Credentials.none());
  }

  private static Optional<KeyMix> readMix(JsonObject json) {
    String parts = json.text("mix");
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new KeyMix(
                KeyMix.parseParts(parts),
                json.integer("keys"),
                KeyMix.Distribution.valueOf(upper(json, "keyDistribution"))));
  }

  private static Optional<HdrLog> readLog(JsonObject json) {
    String file = json.text("hdrFile");
    return file.isEmpty()
        ? Optional.empty()
        : Optional.of(new HdrLog(Path.of(file), json.millis("hdrIntervalMillis")));
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String upper(JsonObject json, String name) {
    return json.text(name).toUpperCase(Locale.ROOT);
  }
}
