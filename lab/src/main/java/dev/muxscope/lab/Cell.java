package dev.muxscope.lab;

/// What is measured, apart from when.
///
/// @param mode the label of the mode, see [LabOptions#modes]
/// @param recording what Flight Recorder does meanwhile
/// @param at the load
record Cell(String mode, Recording recording, Point at) {

  /// A cell of the sweep: nothing is recorded.
  Cell(String mode, Point at) {
    this(mode, Recording.OFF, at);
  }

  /// Which server carries the load.
  Serving server() {
    return new Serving(mode, recording);
  }

  /// A kind of server.
  ///
  /// @param mode the label of the mode
  /// @param recording what Flight Recorder does in it
  record Serving(String mode, Recording recording) {

    @Override
    public String toString() {
      return recording == Recording.OFF ? mode : mode + ", " + recording.label();
    }
  }

  @Override
  public String toString() {
    return server() + ", " + at;
  }
}
