package dev.muxscope.common.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;

/// What was recorded: once in every chunk of a recording.
@Name("muxscope.RunInfo")
@Label("Run")
@Category("Muxscope")
@Period("everyChunk")
@StackTrace(false)
@Registered(false)
final class RunInfoEvent extends Event {

  @Label("Mode")
  String mode = "";

  @Label("Settings")
  @Description("key=value, separated by a comma and a space")
  String settings = "";

  @Label("Port")
  int port;

  @Label("Process")
  long pid;

  @Label("Muxscope Version")
  String version = "";

  @Label("JDK")
  String jdk = "";

  @Label("Commands")
  @Description("names separated by commas; a command's id is its place")
  String commands = "";
}
