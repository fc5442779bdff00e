package dev.muxscope.examples.words;

import dev.muxscope.common.command.Command;
import dev.muxscope.common.command.CommandSet;
import dev.muxscope.common.command.Store;
import java.util.List;

/// `WORDS text` counts the words of a text.
public final class WordCommands implements CommandSet {

  /// The set.
  public WordCommands() {}

  @Override
  public String group() {
    return "words";
  }

  @Override
  public List<Command> commands(Store store) {
    return List.of(
        Command.of(
            "WORDS",
            2,
            "Counts the words of a text",
            (request, session, reply) -> reply.integer(count(request.text(1)))));
  }

  static int count(String text) {
    String stripped = text.strip();
    return stripped.isEmpty() ? 0 : stripped.split("\\s+").length;
  }
}
