package dev.muxscope.lab.drill;

import dev.muxscope.lab.LabException;
import java.io.IOException;

/// One lesson: does something to the servers, or to the JDK, and says what was seen.
interface Drill {

  Lesson lesson();

  /// Runs all modes, each by a server of its own, one after the other.
  ///
  /// @throws LabException with lines for the user if something that is needed is missing or fails
  Seen run(Stage stage) throws LabException, IOException, InterruptedException;
}
