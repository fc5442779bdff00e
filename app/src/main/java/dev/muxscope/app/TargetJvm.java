package dev.muxscope.app;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/// A JVM of this machine that is to be looked at, and what keeps one from it.
///
/// @param pid its process id
/// @param feature its feature release, as 25
/// @param command its main class or module, and arguments
record TargetJvm(long pid, int feature, String command) {

  // Of JDK 14: only since then recordings can be read while they are written.
  private static final int FIRST_WITH_STREAMS = 14;
  private static final String ATTACH_OFF = "-XX:+DisableAttachMechanism";

  /// Attaches to a process once, to see that it can be.
  ///
  /// @throws IOException if it cannot; the message says why
  static TargetJvm of(long pid) throws IOException {
    checkProcess(pid);
    try {
      VirtualMachine jvm = VirtualMachine.attach(String.valueOf(pid));
      try {
        Properties properties = jvm.getSystemProperties();
        int feature = feature(pid, properties.getProperty("java.specification.version", ""));
        return new TargetJvm(pid, feature, properties.getProperty("sun.java.command", ""));
      } finally {
        jvm.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IOException(
          "process " + pid + " cannot be attached to, or is no JVM: " + firstLine(e), e);
    }
  }

  // The JDK would send a signal first, which ends a process that is no JVM.
  private static void checkProcess(long pid) throws IOException {
    if (pid == ProcessHandle.current().pid()) {
      throw new IOException("process " + pid + " is this very muxscope");
    }
    if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
      throw new IOException("there is no process " + pid);
    }
    Path proc = Path.of("/proc", String.valueOf(pid));
    if (!Files.isDirectory(proc)) {
      return;
    }
    String user = System.getProperty("user.name");
    String owner = Files.getOwner(proc).getName();
    if (!owner.equals(user) && !user.equals("root")) {
      throw new IOException(
          "process "
              + pid
              + " belongs to "
              + owner
              + ": run muxscope as that user, not as "
              + user);
    }
    checkJvm(pid, proc);
  }

  private static void checkJvm(long pid, Path proc) throws IOException {
    try {
      if (!Files.readString(proc.resolve("maps"), StandardCharsets.ISO_8859_1)
          .contains("libjvm.so")) {
        throw new IOException("process " + pid + " is not a JVM");
      }
      if (Files.readString(proc.resolve("cmdline"), StandardCharsets.ISO_8859_1)
          .contains(ATTACH_OFF)) {
        throw new IOException(
            "process " + pid + " was started with " + ATTACH_OFF + ", which keeps everybody out");
      }
    } catch (java.nio.file.FileSystemException e) {
      throw new IOException("process " + pid + " cannot be looked at: permission denied", e);
    }
  }

  private static int feature(long pid, String version) throws IOException {
    if (!version.matches("\\d+") || Integer.parseInt(version) < FIRST_WITH_STREAMS) {
      throw new IOException(
          "process %d runs on Java %s, whose recordings can be read only once they have ended: use jcmd %d JFR.start, and JFR.dump"
              .formatted(pid, version, pid));
    }
    return Integer.parseInt(version);
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
