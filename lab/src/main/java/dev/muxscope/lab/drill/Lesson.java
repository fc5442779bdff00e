package dev.muxscope.lab.drill;

/// What a drill is about, before it is run. Immutable.
///
/// @param name by which it is called on the command line: lower-case letters, digits and `-`
/// @param title a few words
/// @param question what it asks
/// @param hypothesis what is expected, so that the figures can say no
/// @param metric how it is seen what happens to the bystanders, or why there are none
public record Lesson(String name, String title, String question, String hypothesis, String metric) {

  public Lesson {
    if (!name.matches("[a-z0-9-]+")) {
      throw new IllegalArgumentException("drill name \"" + name + "\": use a-z, 0-9 and -");
    }
  }
}
