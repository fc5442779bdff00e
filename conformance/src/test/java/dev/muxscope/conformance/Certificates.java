package dev.muxscope.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Certificates made by OpenSSL for a test: an authority, and whom it vouches for.
///
/// @param folder where the files are
record Certificates(Path folder) {

  /// Makes the authority, a server's certificate for `127.0.0.1` with an RSA key, and a client's
  /// with an elliptic one.
  static Certificates in(Path folder) throws IOException, InterruptedException {
    Tool.require("openssl");
    Certificates made = new Certificates(folder);
    made.openssl(
        "req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -subj /CN=ca -days 2");
    Files.writeString(folder.resolve("names"), "subjectAltName=DNS:localhost,IP:127.0.0.1");
    made.issue("server", "rsa:2048");
    made.issue("client", "ec -pkeyopt ec_paramgen_curve:P-256");
    return made;
  }

  /// Makes a certificate `name.pem` and its key `name.key`, in the place of what was there.
  void issue(String name, String kind) throws IOException, InterruptedException {
    openssl(
        "req -newkey %s -nodes -keyout %s.key -out %s.csr -subj /CN=%s"
            .formatted(kind, name, name, name));
    openssl(
        "x509 -req -in %s.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out %s.pem -days 2 -extfile names"
            .formatted(name, name));
  }

  private void openssl(String arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments.split(" ")));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("openssl.log").toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new AssertionError(command + ": " + Files.readString(folder.resolve("openssl.log")));
    }
  }

  String file(String name) {
    return folder.resolve(name).toString();
  }

  /// The options of `serve` for TLS.
  String[] serve() {
    return new String[] {"--tls-cert", file("server.pem"), "--tls-key", file("server.key")};
  }

  /// The options of `serve` for mutual TLS.
  String[] serveMutually() {
    return new String[] {
      "--tls-cert", file("server.pem"), "--tls-key", file("server.key"), "--tls-ca", file("ca.pem")
    };
  }
}
