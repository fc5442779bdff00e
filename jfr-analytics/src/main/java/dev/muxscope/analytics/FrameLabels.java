package dev.muxscope.analytics;

import dev.muxscope.report.FlameGraph.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedMethod;
import org.jspecify.annotations.Nullable;

/// The names of frames by number, each name once: methods, and headings for what is no code.
///
/// What the JVM numbers anew in every run (hidden classes, lambdas, proxies, accessors) goes by one
/// name, so that a path is the same path in every run. Filled by the thread that reads.
final class FrameLabels {

  private static final Pattern ADDRESS = Pattern.compile("[.+/]0x[0-9a-fA-F]+.*");
  private static final Pattern LAMBDA_CLASS = Pattern.compile("\\$\\$Lambda([$/.+]?\\d+)*$");
  private static final Pattern NUMBERED =
      Pattern.compile("(\\$Proxy|Generated[A-Za-z]*Accessor|CGLIB\\$\\$)[0-9a-f]+");
  private static final Pattern LAMBDA_METHOD = Pattern.compile("^lambda\\$(.*?)\\$?\\d+$");

  // A chunk's methods are objects of their own, which must not be kept for ever.
  private static final int MOST_METHODS = 1 << 16;

  /// A frame's name.
  ///
  /// @param name `a.b.Type.method`, or words
  /// @param kind code or a heading
  /// @param group what its children belong to; empty for what the frame above belongs to
  record Label(String name, Kind kind, String group) {}

  private final List<Label> labels = new ArrayList<>();
  private final Map<Label, Integer> numbers = new HashMap<>();
  private final IdentityHashMap<RecordedMethod, Integer> methods = new IdentityHashMap<>();

  /// The number of a method's name. What is left of a damaged recording may lack some.
  int of(@Nullable RecordedMethod method) {
    if (method == null) {
      return heading("(unknown method)", "");
    }
    Integer known = methods.get(method);
    if (known != null) {
      return known;
    }
    String type = clean(String.valueOf(method.getType().getName()));
    Kind kind = ClassNames.isPlatform(type) ? Kind.PLATFORM : Kind.CODE;
    int number = number(new Label(type + "." + cleanMethod(method.getName()), kind, ""));
    if (methods.size() >= MOST_METHODS) {
      methods.clear();
    }
    methods.put(method, number);
    return number;
  }

  /// The number of a heading.
  ///
  /// @param group what belongs to it has its colour; may be empty
  int heading(String words, String group) {
    return number(new Label(words, Kind.LABEL, group));
  }

  Label get(int number) {
    return labels.get(number);
  }

  private int number(Label label) {
    return numbers.computeIfAbsent(
        label,
        added -> {
          labels.add(added);
          return labels.size() - 1;
        });
  }

  /// A class's name without what differs from run to run.
  static String clean(String type) {
    String named = ADDRESS.matcher(type.replace('/', '.')).replaceFirst("");
    String lambda = LAMBDA_CLASS.matcher(named).replaceFirst("\\$\\$Lambda");
    return NUMBERED.matcher(lambda).replaceAll("$1");
  }

  /// A method's name; of a lambda's body, the name of the method it stands in.
  static String cleanMethod(String method) {
    return LAMBDA_METHOD.matcher(method).replaceFirst("$1(lambda)");
  }
}
