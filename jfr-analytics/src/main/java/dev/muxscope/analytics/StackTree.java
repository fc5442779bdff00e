package dev.muxscope.analytics;

import dev.muxscope.report.FlameGraph.Frame;
import dev.muxscope.report.FlameGraph.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Weights by call path, as a tree in which paths share what they have in common. Nodes are
/// numbers, 0 the root; a node comes after the one above it. At most a million nodes of 20 bytes
/// are kept: when there are so many, weights of new paths stay with the last node that has a place.
///
/// Filled by the thread that reads; read-only afterwards.
final class StackTree {

  static final int ROOT = 0;

  private static final int MOST_NODES = 1 << 20;

  private final FrameLabels labels;
  private int size = 1;
  private int[] parents = new int[1 << 10];
  private int[] names = new int[1 << 10];
  private long[] self = new long[1 << 10];
  // Nodes by the hash of their parent and name, in the next free slot; 0, the root, is none.
  private int[] slots = new int[1 << 12];

  StackTree(FrameLabels labels) {
    this.labels = labels;
  }

  /// The node of a name below a node, made if there is none.
  int child(int parent, int name) {
    int at = slot(parent, name);
    if (slots[at] != 0) {
      return slots[at];
    }
    if (size >= MOST_NODES) {
      return parent;
    }
    if (size == self.length) {
      grow();
      at = slot(parent, name);
    }
    parents[size] = parent;
    names[size] = name;
    slots[at] = size;
    return size++;
  }

  private int slot(int parent, int name) {
    int mask = slots.length - 1;
    int hash = parent * 0x9E3779B9 + name * 0x85EBCA6B;
    int at = (hash ^ hash >>> 15) & mask;
    while (slots[at] != 0 && (parents[slots[at]] != parent || names[slots[at]] != name)) {
      at = at + 1 & mask;
    }
    return at;
  }

  private void grow() {
    parents = Arrays.copyOf(parents, 2 * size);
    names = Arrays.copyOf(names, 2 * size);
    self = Arrays.copyOf(self, 2 * size);
    slots = new int[2 * slots.length];
    for (int node = 1; node < size; node++) {
      slots[slot(parents[node], names[node])] = node;
    }
  }

  void add(int node, long weight) {
    self[node] += Math.max(0, weight);
  }

  /// Whether paths had to be cut short.
  boolean isFull() {
    return size >= MOST_NODES;
  }

  /// What is in a node and below it.
  long total(int node) {
    return totals()[node];
  }

  private long[] totals() {
    long[] totals = Arrays.copyOf(self, size);
    for (int node = size - 1; node > 0; node--) {
      totals[parents[node]] += totals[node];
    }
    return totals;
  }

  /// What each name has by itself in a node and below it.
  Map<String, Long> selfByName(int top) {
    boolean[] within = within(top);
    Map<String, Long> sums = new HashMap<>();
    for (int node = top; node < size; node++) {
      if (within[node] && self[node] > 0) {
        sums.merge(labels.get(names[node]).name(), self[node], Long::sum);
      }
    }
    return sums;
  }

  private boolean[] within(int top) {
    boolean[] within = new boolean[size];
    within[top] = true;
    for (int node = top + 1; node < size; node++) {
      within[node] = within[parents[node]];
    }
    return within;
  }

  /// A node and what is below it as frames.
  ///
  /// @param rootName what the top is called
  /// @param share of the top's total from which a frame is worth making
  Frames frames(int top, String rootName, double share) {
    return new Builder(top, share).build(rootName);
  }

  /// Frames, and how many nodes were too small to become one.
  record Frames(Frame root, long left) {}

  /// Makes frames of one part of the tree. Used by one thread, once.
  private final class Builder {

    private final int top;
    private final long least;
    private final long[] totals = totals();
    private final Map<Integer, List<Integer>> children = new HashMap<>();
    private long left;

    Builder(int top, double share) {
      this.top = top;
      this.least = Math.max(1, (long) Math.ceil(share * totals[top]));
    }

    Frames build(String rootName) {
      boolean[] within = within(top);
      for (int node = top + 1; node < size; node++) {
        if (within[node] && totals[node] >= least) {
          children.computeIfAbsent(parents[node], _ -> new ArrayList<>()).add(node);
        } else if (within[node]) {
          left++;
        }
      }
      Frame root = new Frame(rootName, Kind.LABEL, "", totals[top], self[top], 0, below(top, ""));
      return new Frames(root, left);
    }

    private List<Frame> below(int node, String group) {
      return children.getOrDefault(node, List.of()).stream().map(n -> frame(n, group)).toList();
    }

    private Frame frame(int node, String above) {
      FrameLabels.Label label = labels.get(names[node]);
      String group = label.group().isEmpty() ? above : label.group();
      return new Frame(
          label.name(), label.kind(), group, totals[node], self[node], 0, below(node, group));
    }
  }
}
