package dev.muxscope.app;

import dev.muxscope.client.FileErrors;
import dev.muxscope.common.server.Password;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// `--password-file FILE`, or else the environment's `MUXSCOPE_PASSWORD`. Never a word of the
/// command line, which every user of the machine can read.
final class PasswordOption {

  private static final String NAME = "password-file";
  private static final String VARIABLE = "MUXSCOPE_PASSWORD";

  private PasswordOption() {}

  /// @param use what it is for, as `clients have to know`
  static Option option(String use) {
    return Option.of(
        NAME, "FILE", "", "its first line is the password that " + use + "; or $" + VARIABLE);
  }

  /// The password, if there is one.
  ///
  /// @throws UsageException if it cannot be used; the message does not quote it
  static Optional<byte[]> read(Arguments arguments) throws UsageException {
    Optional<Path> file = arguments.path(NAME);
    if (file.isPresent()) {
      return Optional.of(checked(firstLine(file.get()), "--" + NAME + " " + file.get()));
    }
    String variable = System.getenv(VARIABLE);
    return variable == null
        ? Optional.empty()
        : Optional.of(checked(variable.getBytes(StandardCharsets.UTF_8), VARIABLE));
  }

  private static byte[] checked(byte[] password, String source) throws UsageException {
    if (password.length == 0) {
      throw new UsageException(source + ": the password is empty");
    }
    if (password.length > Password.MAX_BYTES) {
      throw new UsageException(
          source + ": the password has more than " + Password.MAX_BYTES + " bytes");
    }
    return password;
  }

  private static byte[] firstLine(Path file) throws UsageException {
    requirePrivate(file);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(Password.MAX_BYTES + 2);
      int end = 0;
      while (end < start.length && start[end] != '\n') {
        end++;
      }
      boolean carriageReturn = end > 0 && start[end - 1] == '\r';
      return Arrays.copyOf(start, carriageReturn ? end - 1 : end);
    } catch (IOException e) {
      throw new UsageException(
          "--" + NAME + " " + file + " cannot be read: " + FileErrors.reason(e));
    }
  }

  private static void requirePrivate(Path file) throws UsageException {
    Set<PosixFilePermission> permissions;
    try {
      permissions = Files.getPosixFilePermissions(file);
    } catch (IOException e) {
      throw new UsageException(
          "--" + NAME + " " + file + " cannot be read: " + FileErrors.reason(e));
    } catch (UnsupportedOperationException _) {
      // A system without such permissions.
      return;
    }
    if (permissions.contains(PosixFilePermission.OTHERS_READ)) {
      throw new UsageException(
          "--"
              + NAME
              + " "
              + file
              + ": all users can read it ("
              + PosixFilePermissions.toString(permissions)
              + "): chmod 600 "
              + file);
    }
  }
}
