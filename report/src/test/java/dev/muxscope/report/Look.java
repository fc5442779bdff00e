package dev.muxscope.report;
import java.nio.file.*;
public final class Look { public static void main(String[] a) throws Exception {
 var b = new StringBuilder(); HtmlRenderer.render(Samples.full(), b); Files.writeString(Path.of(a[0]), b);
 TextRenderer.render(Samples.small(), System.out, 80); TextRenderer.render(Samples.full(), System.out, 80); TextRenderer.render(Samples.full(), System.out, 60);
}}
