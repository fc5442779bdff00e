/// An example of commands of one's own.
module dev.muxscope.examples.words {
  requires dev.muxscope.common;

  provides dev.muxscope.common.command.CommandSet with
      dev.muxscope.examples.words.WordCommands;
}
