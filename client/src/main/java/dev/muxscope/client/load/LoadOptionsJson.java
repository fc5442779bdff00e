package dev.muxscope.client.load;

import dev.muxscope.client.HostPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// [LoadOptions] as JSON, without the target; [LoadJson] tells the fields.
final class LoadOptionsJson {

  private LoadOptionsJson() {}

  static ObjectNode write(LoadOptions options, ObjectNode json) {
    ConnectionPlan connections = options.connections();
    json.put("connections", connections.open())
        .put("active", connections.active())
        .put("rampMillis", connections.ramp().toMillis())
        .put("churnPerSecond", connections.churnPerSecond())
        .put("threads", connections.threads())
        .put("ratePerSecond", options.pace().rate())
        .put("arrival", lower(options.pace().arrival()))
        .put("pipeline", options.pace().pipeline());
    write(options.content(), json);
    json.put("durationMillis", options.duration().toMillis())
        .put("warmUpMillis", options.warmUp().toMillis())
        .put("hdrFile", options.hdrLog().map(log -> log.file().toString()).orElse(""))
        .put(
            "hdrIntervalMillis", options.hdrLog().map(log -> log.interval().toMillis()).orElse(0L));
    return json;
  }

  private static void write(Content content, ObjectNode json) {
    Optional<KeyMix> mix = content.mix();
    json.put("request", content.request())
        .put("payloadBytes", content.payloadBytes())
        .put("mix", mix.map(KeyMix::partsText).orElse(""))
        .put("keys", mix.map(KeyMix::keys).orElse(0))
        .put("keyDistribution", mix.map(m -> lower(m.distribution())).orElse(""));
  }

  static LoadOptions read(String target, JsonNode json) {
    return new LoadOptions(
        HostPort.parse(target),
        new ConnectionPlan(
            json.required("connections").intValue(),
            json.required("active").intValue(),
            millis(json, "rampMillis"),
            json.required("churnPerSecond").intValue(),
            json.required("threads").intValue()),
        new Pace(
            json.required("ratePerSecond").longValue(),
            Pace.Arrival.valueOf(upper(json, "arrival")),
            json.required("pipeline").intValue()),
        new Content(
            json.required("request").stringValue(),
            json.required("payloadBytes").intValue(),
            readMix(json)),
        millis(json, "durationMillis"),
        millis(json, "warmUpMillis"),
        readLog(json));
  }

  private static Optional<KeyMix> readMix(JsonNode json) {
    String parts = json.required("mix").stringValue();
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new KeyMix(
                KeyMix.parseParts(parts),
                json.required("keys").intValue(),
                KeyMix.Distribution.valueOf(upper(json, "keyDistribution"))));
  }

  private static Optional<HdrLog> readLog(JsonNode json) {
    String file = json.required("hdrFile").stringValue();
    return file.isEmpty()
        ? Optional.empty()
        : Optional.of(new HdrLog(Path.of(file), millis(json, "hdrIntervalMillis")));
  }

  private static Duration millis(JsonNode json, String name) {
    return Duration.ofMillis(json.required(name).longValue());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String upper(JsonNode json, String name) {
    return json.required(name).stringValue().toUpperCase(Locale.ROOT);
  }
}
