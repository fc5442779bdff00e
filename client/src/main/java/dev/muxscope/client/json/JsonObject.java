package dev.muxscope.client.json;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// An object of JSON, to write and to read results: names with values, in the order they were put.
///
/// A value is a text, a number, a boolean, a [JsonObject], a collection of values, or an [Optional]
/// of one. An empty `Optional` is `null` in JSON, and so is a number that is not finite. Whatever
/// asks for a value throws an [IllegalArgumentException] that names the value, if it is missing or
/// of another kind. Belongs to one thread until it is no longer changed.
public final class JsonObject {

  private final Map<String, Object> values = new LinkedHashMap<>();

  /// An object without values.
  public JsonObject() {}

  /// An object with these values.
  public static JsonObject of(Map<String, ?> values) {
    JsonObject object = new JsonObject();
    values.forEach(object::put);
    return object;
  }

  /// Reads a text.
  ///
  /// @throws IllegalArgumentException if it is not JSON, or not one object
  public static JsonObject parse(String text) {
    return JsonText.parse(text);
  }

  /// Puts a value; a value of the same name gives way.
  public JsonObject put(String name, Object value) {
    values.put(name, value);
    return this;
  }

  void forEach(BiConsumer<String, Object> action) {
    values.forEach(action);
  }

  /// All values, which have to be texts, in order.
  public Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    values.forEach((name, value) -> texts.put(name, text(name, value)));
    return texts;
  }

  public String text(String name) {
    return text(name, required(name));
  }

  /// A text, or empty if it is `null` or missing.
  public Optional<String> optionalText(String name) {
    Object value = values.getOrDefault(name, Optional.empty());
    return value instanceof Optional ? Optional.empty() : Optional.of(text(name, value));
  }

  public int integer(String name) {
    return integer(name, required(name));
  }

  public long whole(String name) {
    return whole(name, required(name));
  }

  /// A number, or NaN if it is `null`.
  public double number(String name) {
    Object value = required(name);
    return value instanceof Optional ? Double.NaN : number(name, value);
  }

  /// A number, or NaN if it is `null` or missing.
  public double optionalNumber(String name) {
    return values.containsKey(name) ? number(name) : Double.NaN;
  }

  /// A truth; false if it is missing, as in what was written before there was one.
  public boolean truth(String name) {
    if (values.getOrDefault(name, false) instanceof Boolean truth) {
      return truth;
    }
    throw isNot(name, "true or false");
  }

  /// A whole number of milliseconds.
  public Duration millis(String name) {
    return Duration.ofMillis(whole(name));
  }

  public JsonObject object(String name) {
    return object(name, required(name));
  }

  /// An object, or empty if it is `null` or missing.
  public Optional<JsonObject> optionalObject(String name) {
    Object value = values.getOrDefault(name, Optional.empty());
    return value instanceof Optional ? Optional.empty() : Optional.of(object(name, value));
  }

  public List<String> texts(String name) {
    return list(name).stream().map(value -> text(name, value)).toList();
  }

  public List<Integer> integers(String name) {
    return list(name).stream().map(value -> integer(name, value)).toList();
  }

  public List<Double> numbers(String name) {
    return list(name).stream().map(value -> number(name, value)).toList();
  }

  public List<JsonObject> objects(String name) {
    return list(name).stream().map(value -> object(name, value)).toList();
  }

  /// JSON over several lines, as people read it, without a line feed at its end.
  @Override
  public String toString() {
    return JsonText.write(this);
  }

  private Object required(String name) {
    Object value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("\"" + name + "\" is missing");
    }
    return value;
  }

  private List<?> list(String name) {
    if (required(name) instanceof List<?> list) {
      return list;
    }
    throw isNot(name, "a list");
  }

  private static String text(String name, Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw isNot(name, "a text");
  }

  private static int integer(String name, Object value) {
    long whole = whole(name, value);
    if (whole == (int) whole) {
      return (int) whole;
    }
    throw isNot(name, "a whole number of 32 bits");
  }

  private static long whole(String name, Object value) {
    return switch (value) {
      case Integer number -> number;
      case Long number -> number;
      default -> throw isNot(name, "a whole number");
    };
  }

  private static double number(String name, Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw isNot(name, "a number");
  }

  private static JsonObject object(String name, Object value) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw isNot(name, "an object");
  }

  private static IllegalArgumentException isNot(String name, String kind) {
    return new IllegalArgumentException("\"" + name + "\" is not " + kind);
  }
}
