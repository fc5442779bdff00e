package dev.muxscope.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Headless Chromium, which opens one page after the other without a network.
///
/// @param profile a folder that Chromium may fill
record Browser(Path profile) {

  /// What became of a page.
  ///
  /// @param dom the page as markup, after its scripts have run
  /// @param complaints what the console was told: errors of scripts, violations of the page's
  ///   policy
  record Page(String dom, List<String> complaints) {}

  /// Opens a page, lets its scripts run, and closes it.
  ///
  /// @param options more of Chromium's options, as `--window-size=380,800`
  /// @throws AssertionError if Chromium fails
  Page open(Path page, String... options) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--enable-logging=stderr",
                "--v=0",
                "--user-data-dir=" + profile,
                "--virtual-time-budget=3000"));
    command.addAll(List.of(options));
    command.add("--dump-dom");
    command.add(page.toUri().toString());
    Program.Result result = Program.run(command);
    if (result.exitCode() != 0) {
      throw new AssertionError("chromium failed: " + result.err());
    }
    return new Page(
        result.out(), result.err().lines().filter(line -> line.contains(":CONSOLE")).toList());
  }
}
