package dev.muxscope.common.event;

/// Muxscope's version.
public final class Version {

  /// As in the build, `1.2.3`.
  public static final String TEXT = "0.1.0";

  private Version() {}
}
