package dev.muxscope.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Where the control groups of this process are, as of a container, and those above them: what each
/// grants, the least of it holds.
///
/// Rules and files are those of the kernel's documents, `admin-guide/cgroup-v2.rst` and
/// `admin-guide/cgroup-v1`.
final class ControlGroups {

  private static final Path GROUPS = Path.of("/sys/fs/cgroup");

  /// Where a process belongs: number, controllers (none for version 2), path.
  private static final Pattern GROUP = Pattern.compile("(?m)^\\d+:([^:\\n]*):/(.*)$");

  private ControlGroups() {}

  /// The directories of all groups that may limit this process.
  ///
  /// @param controller by which, as `cpu`
  static List<Path> ofThisProcess(String controller) {
    return of(GROUPS, ProcFiles.read(Path.of("/proc/self/cgroup")), controller);
  }

  /// @param mount where control groups are mounted
  /// @param memberships a text such as `/proc/self/cgroup`
  static List<Path> of(Path mount, String memberships, String controller) {
    return GROUP
        .matcher(memberships)
        .results()
        .filter(group -> governs(group.group(1), controller))
        .flatMap(group -> withParents(root(mount, group.group(1), controller), group.group(2)))
        .toList();
  }

  /// The number beside a name in a text of names and numbers, as a group's `cpu.stat`; 0 where
  /// there is none.
  static double count(String name, String stat) {
    Matcher count = Pattern.compile("(?m)^" + name + " (\\d+)$").matcher(stat);
    return count.find() ? Double.parseDouble(count.group(1)) : 0;
  }

  private static boolean governs(String controllers, String controller) {
    return controllers.isEmpty() || List.of(controllers.split(",")).contains(controller);
  }

  private static Path root(Path mount, String controllers, String controller) {
    return controllers.isEmpty() ? mount : mount.resolve(controller);
  }

  /// A group and those above it. In a container that has a namespace of its own its path is not
  /// there, or leads out of it; its root is.
  private static Stream<Path> withParents(Path root, String path) {
    return Stream.iterate(
        root.resolve(path).normalize(), group -> group.startsWith(root), Path::getParent);
  }
}
