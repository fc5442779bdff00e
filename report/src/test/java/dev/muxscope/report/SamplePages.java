package dev.muxscope.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes the samples to look at: `SamplePages DIRECTORY`.
final class SamplePages {

  private SamplePages() {}

  static void main(String[] args) throws IOException {
    StringBuilder page = new StringBuilder();
    HtmlRenderer.render(Samples.full(), page);
    Files.writeString(Path.of(args[0], "sample.html"), page);
    StringBuilder text = new StringBuilder();
    TextRenderer.render(Samples.full(), text, 100);
    Files.writeString(Path.of(args[0], "sample.txt"), text);
  }
}
