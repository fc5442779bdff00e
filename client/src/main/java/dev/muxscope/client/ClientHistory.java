package dev.muxscope.client;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jline.reader.impl.history.DefaultHistory;

/// Lines that were typed, but for those that hold a password. Owned by one thread.
final class ClientHistory extends DefaultHistory {

  /// `/auth` and `/hello` with `auth`, quoted or not, on any line: Alt-Enter adds one.
  private static final Pattern SECRET =
      Pattern.compile("(?ims)^\\s*/[\\s\"']*(auth\\b|hello\\b.*\\bauth\\b)");

  @Override
  public void add(Instant time, String line) {
    if (!SECRET.matcher(line).find()) {
      super.add(time, line);
    }
  }
}
