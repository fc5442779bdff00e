package dev.muxscope.client;

import java.net.InetSocketAddress;

/// Where a server listens. Prints as it is parsed: `127.0.0.1:6380`, `[::1]:6380`.
///
/// @param host a name or an address; an IPv6 address without its brackets
/// @param port 1 to 65535
public record HostPort(String host, int port) {

  /// The host meant where none is named.
  public static final String DEFAULT_HOST = "127.0.0.1";

  /// The port meant where none is named.
  public static final int DEFAULT_PORT = 6380;

  /// @throws IllegalArgumentException with one line for the user when a part is out of its range
  public HostPort {
    if (host.isBlank() || host.chars().anyMatch(Character::isWhitespace)) {
      throw new IllegalArgumentException("\"" + host + "\" is no host: use HOST, HOST:PORT");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
    }
  }

  /// The server's default place, `127.0.0.1:6380`.
  public static HostPort defaults() {
    return new HostPort(DEFAULT_HOST, DEFAULT_PORT);
  }

  /// Parses `HOST:PORT`, `HOST`, `:PORT`, `[IPV6]:PORT` or `[IPV6]`; what is left out has its
  /// default.
  ///
  /// @throws IllegalArgumentException with one line for the user when the text is none of these
  public static HostPort parse(String text) {
    if (text.startsWith("[")) {
      return parseBracketed(text);
    }
    int scheme = text.indexOf("://");
    if (scheme >= 0) {
      throw new IllegalArgumentException(
          "\"" + text + "\": write HOST:PORT, without " + text.substring(0, scheme + 3));
    }
    if (text.matches("\\d+")) {
      // To look it up would find an address: 6380 is 0.0.24.236.
      throw new IllegalArgumentException("\"" + text + "\" is no host: for a port write :" + text);
    }
    int colon = text.lastIndexOf(':');
    if (colon != text.indexOf(':')) {
      throw new IllegalArgumentException(
          "\"" + text + "\": write an IPv6 address in brackets, as [::1]:" + DEFAULT_PORT);
    }
    if (colon < 0) {
      return new HostPort(text, DEFAULT_PORT);
    }
    String host = colon == 0 ? DEFAULT_HOST : text.substring(0, colon);
    return new HostPort(host, parsePort(text, text.substring(colon + 1)));
  }

  private static HostPort parseBracketed(String text) {
    int end = text.indexOf(']');
    String rest = end < 0 ? "" : text.substring(end + 1);
    if (end < 0 || !(rest.isEmpty() || rest.startsWith(":"))) {
      throw new IllegalArgumentException(
          "\"" + text + "\": an IPv6 address is written as [::1]:" + DEFAULT_PORT);
    }
    int port = rest.isEmpty() ? DEFAULT_PORT : parsePort(text, rest.substring(1));
    return new HostPort(text.substring(1, end), port);
  }

  private static int parsePort(String text, String port) {
    try {
      return Integer.parseInt(port);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException(
          "\"" + text + "\": \"" + port + "\" is no port, use a number between 1 and 65535");
    }
  }

  /// Looks the host up; unresolved when there is none of that name.
  public InetSocketAddress address() {
    return new InetSocketAddress(host, port);
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
