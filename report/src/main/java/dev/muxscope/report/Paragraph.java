package dev.muxscope.report;

/// Plain prose: one paragraph, no markup, no line breaks.
///
/// @param kind how much attention it asks for
/// @param text the words
public record Paragraph(Kind kind, String text) implements Block {

  /// How a paragraph is meant.
  public enum Kind {
    /// Says something.
    PLAIN,
    /// A conclusion of the report, what a hurried reader should take away.
    FINDING,
    /// Something that limits what the figures may be used for.
    WARNING
  }

  /// A [Kind#PLAIN] paragraph.
  public static Paragraph plain(String text) {
    return new Paragraph(Kind.PLAIN, text);
  }

  /// A [Kind#FINDING].
  public static Paragraph finding(String text) {
    return new Paragraph(Kind.FINDING, text);
  }

  /// A [Kind#WARNING].
  public static Paragraph warning(String text) {
    return new Paragraph(Kind.WARNING, text);
  }
}
