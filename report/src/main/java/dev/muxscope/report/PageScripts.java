package dev.muxscope.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// The style and the scripts of a page, and the policy that allows these and nothing else.
///
/// @param style the text of the page's style element
/// @param scripts the texts of its script elements, in their order
record PageScripts(String style, List<String> scripts) {

  /// A page without charts or flame graphs does not carry what draws them.
  static PageScripts of(boolean charts, boolean flames) {
    StringBuilder style = new StringBuilder();
    List<String> scripts = new ArrayList<>();
    if (charts) {
      style.append(read("uplot/uPlot.min.css")).append('\n');
      scripts.add(library());
    }
    style.append(read("report.css"));
    scripts.add(read("report.js"));
    if (charts) {
      scripts.add(read("axes.js"));
      scripts.add(read("charts.js"));
    }
    if (flames) {
      style.append('\n').append(read("flame.css"));
      scripts.add(read("flame.js"));
    }
    return new PageScripts(style.toString(), List.copyOf(scripts));
  }

  /// uPlot as published, under its licence. It takes the fineness of its canvases from a variable,
  /// set here so that they are sharp on paper, too.
  private static String library() {
    return "/*!\n%s*/\nconst uPlot = (devicePixelRatio => {\n%s\nreturn uPlot;\n})(Math.max(2, devicePixelRatio));\n"
        .formatted(read("uplot/LICENSE"), read("uplot/uPlot.iife.min.js"));
  }

  /// A Content-Security-Policy: no network at all, no script and no style but these.
  String policy() {
    return "default-src 'none'; style-src %s; script-src %s"
        .formatted(
            hash(style), scripts.stream().map(PageScripts::hash).collect(Collectors.joining(" ")));
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String read(String resource) {
    try (InputStream in =
        Objects.requireNonNull(PageScripts.class.getResourceAsStream(resource), resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
