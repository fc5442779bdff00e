package dev.muxscope.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Where something was spent, by call path: a tree of frames, each as wide as what was spent in it
/// and in what it called. Of two recordings it shows the second, B, and how each frame's share
/// differs from the first, A.
///
/// A graph of a whole recording has tens of thousands of frames, most of them too narrow to see:
/// [#limited(double, int)] leaves those out and keeps every other frame's figures as they were.
///
/// @param id names the graph in JSON: lower-case letters, digits, `-`
/// @param title the caption
/// @param format what the values are: [Table.Format#NANOS], [Table.Format#BYTES] or
///   [Table.Format#COUNT]
/// @param root stands for all; its children are the first level that tells anything
/// @param sides what was measured: one, or A and B
/// @param left how many frames were left out
public record FlameGraph(
    String id, String title, Table.Format format, Frame root, List<Side> sides, long left)
    implements Block {

  /// Frames below one another that are kept; what is deeper is left out. Far more than fits on a
  /// page, and few enough for any parser of JSON.
  static final int DEEPEST = 200;

  public FlameGraph {
    Report.checkId("flame graph", id);
    sides = List.copyOf(sides);
    if (sides.isEmpty() || sides.size() > 2) {
      throw new IllegalArgumentException(
          "flame graph " + id + " has " + sides.size() + " sides: give one, or A and B");
    }
  }

  /// A graph that is whole.
  public FlameGraph(String id, String title, Table.Format format, Frame root, List<Side> sides) {
    this(id, title, format, root, sides, 0);
  }

  /// What a graph was measured on.
  ///
  /// @param name what the reader calls it, as `B vthreads`; empty for the only one
  /// @param requests how many requests the values are spread over; `NaN` if they were not counted
  public record Side(String name, double requests) {}

  /// What a frame is.
  public enum Kind {
    /// Code of the application or of a library.
    CODE,
    /// Code of the JDK.
    PLATFORM,
    /// No code but a heading: a role of threads, a kind of waiting, a type that was allocated.
    LABEL
  }

  /// A method, or a heading, on one path.
  ///
  /// @param name `a.b.Type.method`, or the heading's words
  /// @param kind what it is
  /// @param group what it belongs to, as `virtual threads`; frames of a group have one colour
  /// @param value what was spent in it and in what it called, in nanoseconds, bytes or samples
  /// @param self what was spent in it alone
  /// @param before `value` in A, if there are two sides; else 0
  /// @param children what it called; together with `self` no more than `value`, else it is an
  ///   [IllegalArgumentException]. What is missing to `value` was left out.
  public record Frame(
      String name,
      Kind kind,
      String group,
      long value,
      long self,
      long before,
      List<Frame> children) {

    /// Heaviest first.
    private static final Comparator<Frame> ORDER =
        Comparator.comparingLong(Frame::value).reversed().thenComparing(Frame::name);

    public Frame {
      children = children.stream().sorted(ORDER).toList();
      if (self < 0 || before < 0 || rest(value, self, children) < 0) {
        throw new IllegalArgumentException(
            "frame %s is of %d, %d of it its own, and less than its parts"
                .formatted(name, value, self));
      }
    }

    /// What was spent in children that were left out.
    long rest() {
      return rest(value, self, children);
    }

    private static long rest(long value, long self, List<Frame> children) {
      return value - self - children.stream().mapToLong(Frame::value).sum();
    }
  }

  /// Whether the graph compares two sides.
  public boolean isDifferential() {
    return sides.size() == 2;
  }

  /// How many frames it has, the root counted.
  public int frames() {
    return values(root, new ArrayList<>()).size();
  }

  /// What was spent in frames that were left out.
  public long leftValue() {
    return leftValue(root);
  }

  private static long leftValue(Frame frame) {
    return frame.rest() + frame.children().stream().mapToLong(FlameGraph::leftValue).sum();
  }

  /// The graph without frames that are too small to matter. Values of those that stay are kept.
  ///
  /// @param share of the whole, 0 to 1, below which a frame is left out
  /// @param most how many frames may stay, at least 1; the heaviest do
  public FlameGraph limited(double share, int most) {
    List<Long> values = values(root, new ArrayList<>());
    values.sort(Comparator.reverseOrder());
    long least = Math.max(1, (long) Math.ceil(share * root.value()));
    if (values.size() > most) {
      least = Math.max(least, values.get(most) + 1);
    }
    Frame kept = prune(root, least, DEEPEST);
    long gone = (long) values.size() - values(kept, new ArrayList<>()).size();
    return new FlameGraph(id, title, format, kept, sides, left + gone);
  }

  private static Frame prune(Frame frame, long least, int depth) {
    List<Frame> kept =
        frame.children().stream()
            .filter(child -> depth > 1 && child.value() >= least)
            .map(child -> prune(child, least, depth - 1))
            .toList();
    return new Frame(
        frame.name(),
        frame.kind(),
        frame.group(),
        frame.value(),
        frame.self(),
        frame.before(),
        kept);
  }

  private static List<Long> values(Frame frame, List<Long> values) {
    values.add(frame.value());
    frame.children().forEach(child -> values(child, values));
    return values;
  }
}
