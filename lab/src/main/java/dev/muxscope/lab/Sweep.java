package dev.muxscope.lab;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/// The axes of a sweep. Every value of each is combined with every value of all others. Immutable;
/// numbers are kept sorted and each once.
///
/// @param connections open, 1 to 60,000
/// @param activities shares of the connections that send, over 0, at most 1; kept from 1 downwards
/// @param rates requests per second over all connections, up to 1,000,000; 0 for a closed loop
/// @param payloads bytes of an argument that each request carries besides its own, up to 16 MiB
/// @param pipelines requests sent at a time on a connection, 1 to 10,000
/// @param works what a request makes the server do, in the order given
public record Sweep(
    List<Integer> connections,
    List<Double> activities,
    List<Integer> rates,
    List<Integer> payloads,
    List<Integer> pipelines,
    List<Work> works) {

  private static final int MAX_CONNECTIONS = 60_000;
  private static final int MAX_RATE = 1_000_000;
  private static final int MAX_PAYLOAD = 16 << 20;
  private static final int MAX_PIPELINE = 10_000;

  /// @throws IllegalArgumentException with one line for the user when a value is out of its range,
  ///   or values of two axes do not go together
  public Sweep {
    connections = sorted("connections", connections, n -> n >= 1 && n <= MAX_CONNECTIONS);
    activities = activities.stream().sorted().distinct().toList().reversed();
    rates = sorted("rate", rates, n -> n >= 0 && n <= MAX_RATE);
    payloads = sorted("payload", payloads, n -> n >= 0 && n <= MAX_PAYLOAD);
    pipelines = sorted("pipeline", pipelines, n -> n >= 1 && n <= MAX_PIPELINE);
    works = works.stream().distinct().toList();
    requireActivities(activities);
    requireSome("work", works);
    if (payloads.getLast() > 0 && !works.equals(List.of(Work.NONE))) {
      throw new IllegalArgumentException(
          "payload and work exclude each other: LAB.SPIN and LAB.SLEEP carry no payload");
    }
  }

  /// Axes of one value each besides connections: all of them send, one request at a time, nothing
  /// but the request.
  public static Sweep over(List<Integer> connections, int rate) {
    return new Sweep(
        connections, List.of(1.0), List.of(rate), List.of(0), List.of(1), List.of(Work.NONE));
  }

  /// The same with other shares of connections that send.
  public Sweep withActivities(List<Double> values) {
    return new Sweep(connections, values, rates, payloads, pipelines, works);
  }

  /// All places of the sweep, each once: of few connections several shares come to the same number
  /// of active ones. Connections change fastest.
  List<Point> points() {
    Set<Point> points = new LinkedHashSet<>();
    for (Work work : works) {
      for (int pipeline : pipelines) {
        for (int payload : payloads) {
          for (int rate : rates) {
            addPlane(points, rate, payload, pipeline, work);
          }
        }
      }
    }
    return List.copyOf(points);
  }

  /// All places, apart by the request that the server gets there.
  List<List<Point>> byRequest() {
    Map<Point, List<Point>> byRequest =
        points().stream()
            .collect(
                Collectors.groupingBy(Point::request, LinkedHashMap::new, Collectors.toList()));
    return List.copyOf(byRequest.values());
  }

  /// The places along an axis, by its values: all others are at their first value, but along
  /// activity, rate, payload and pipeline there are the most connections. A closed loop has no
  /// rate, so it lies nowhere along that.
  List<Point> along(Axis axis) {
    if (axis == Axis.CONNECTIONS) {
      return points().subList(0, connections.size());
    }
    Point base = points().get(connections.size() - 1);
    return points().stream()
        .filter(at -> liesOn(axis, at, base))
        .filter(at -> axis != Axis.RATE || !at.isClosedLoop())
        .toList();
  }

  /// Where the places along an axis lie on all others that have several values, as ` (activity
  /// 100.0 %, closed loop)`; nothing if none has.
  String fixedAlong(Axis axis) {
    List<String> fixed = new ArrayList<>();
    for (Axis other : Axis.values()) {
      if (other != axis && other.variesIn(this)) {
        List<? extends Number> values = other.valuesIn(this);
        Number at = other == Axis.CONNECTIONS ? values.getLast() : values.getFirst();
        fixed.add(other.named(at.doubleValue()));
      }
    }
    if (works.size() > 1) {
      fixed.add("work " + works.getFirst());
    }
    return fixed.isEmpty() ? "" : " (" + String.join(", ", fixed) + ")";
  }

  private static boolean liesOn(Axis axis, Point at, Point base) {
    for (Axis other : Axis.values()) {
      if (other != axis && other.of(at) != other.of(base)) {
        return false;
      }
    }
    return at.work().equals(base.work());
  }

  private void addPlane(Set<Point> points, int rate, int payload, int pipeline, Work work) {
    for (double activity : activities) {
      for (int count : connections) {
        int active = Point.active(count, activity);
        points.add(new Point(count, active, rate, payload, pipeline, work));
      }
    }
  }

  private static List<Integer> sorted(String axis, List<Integer> values, IntPredicate allowed) {
    requireSome(axis, values);
    for (int value : values) {
      if (!allowed.test(value)) {
        throw new IllegalArgumentException(axis + " is " + value + ": " + range(axis));
      }
    }
    return values.stream().sorted().distinct().toList();
  }

  private static String range(String axis) {
    return switch (axis) {
      case "connections" -> "use numbers between 1 and " + MAX_CONNECTIONS;
      case "rate" -> "use numbers up to " + MAX_RATE + "; 0 is a closed loop";
      case "payload" -> "use numbers of bytes up to " + MAX_PAYLOAD;
      default -> "use numbers between 1 and " + MAX_PIPELINE;
    };
  }

  private static void requireSome(String axis, Collection<?> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("no " + axis + " is given: name one value or more");
    }
  }

  private static void requireActivities(List<Double> activities) {
    requireSome("activity", activities);
    for (double activity : activities) {
      if (!(activity > 0 && activity <= 1)) {
        throw new IllegalArgumentException(
            "activity is " + activity + ": use shares over 0 and up to 1, as 1,0.1,0.01");
      }
    }
  }
}
