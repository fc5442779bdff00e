package dev.muxscope.client;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Says in words why a file cannot be used: the JDK's exceptions say it by their class, and repeat
/// the file's name as their message.
public final class FileErrors {

  private FileErrors() {}

  /// Which file, if the exception tells it, and why, for a message that does not name the file.
  public static String describe(IOException e) {
    return e instanceof FileSystemException known ? known.getFile() + ": " + reason(e) : reason(e);
  }

  /// Why, for a message that names the file itself.
  public static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "there is no such file or directory";
      case FileAlreadyExistsException _ -> "it exists already";
      case FileSystemException known when known.getReason() != null -> known.getReason();
      case FileSystemException _ -> e.getClass().getSimpleName();
      case CharacterCodingException _ -> "it is no text in UTF-8";
      default -> String.valueOf(e.getMessage());
    };
  }

  /// What keeps a file from being written, as far as can be told before; empty for nothing.
  public static String obstacle(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      return "it is a directory";
    }
    if (folder != null && !Files.isDirectory(folder)) {
      return "there is no directory " + folder;
    }
    boolean may = Files.isWritable(Files.exists(file) || folder == null ? file : folder);
    return may ? "" : "permission denied";
  }
}
