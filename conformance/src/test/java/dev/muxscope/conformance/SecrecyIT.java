package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// That a password is shown nowhere, and that nobody is let in by mistake.
class SecrecyIT {

  private static final String PASSWORD = "whisper-0815-whisper";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void showsThePasswordNowhere(boolean fromFile) throws IOException, InterruptedException {
    Path recording = folder.resolve("secret.jfr");
    String replies;
    String commandLine;
    try (ServerProcess server = start(fromFile, recording)) {
      commandLine = Files.readString(Path.of("/proc", "" + server.pid(), "cmdline"));
      try (RawConnection client = new RawConnection(server.address())) {
        client.send("AUTH wrong-guess\\r\\nAUTH " + PASSWORD + "\\r\\n");
        client.send("CONFIG GET *\\r\\nINFO everything\\r\\nCLIENT LIST\\r\\nCLIENT INFO\\r\\n");
        client.send("CONFIG GET requirepass\\r\\nCOMMAND DOCS auth\\r\\nQUIT\\r\\n");
        replies = client.readUntil(new byte[0]).latin1();
      }
      assertEquals(0, server.stop());
      assertFalse((server.out().whole() + server.err().whole()).contains(PASSWORD));
    }
    assertTrue(commandLine.contains("\0--record=" + recording + "\0"), commandLine);
    assertFalse(commandLine.contains(PASSWORD));
    assertTrue(replies.contains("cmd=client|info"), replies);
    assertFalse(replies.contains(PASSWORD));
    assertFalse(Files.readString(recording, StandardCharsets.ISO_8859_1).contains(PASSWORD));
    String jfr = Program.launcher().resolveSibling("jfr").toString();
    Program.Result printed = Program.run(List.of(jfr, "print", recording.toString()));
    assertTrue(printed.out().contains("muxscope.RunInfo"));
    assertFalse(printed.out().contains(PASSWORD));
  }

  private ServerProcess start(boolean fromFile, Path recording)
      throws IOException, InterruptedException {
    String record = "--record=" + recording;
    return fromFile
        ? ServerProcess.muxscope(
            Mode.SELECT,
            record,
            "--password-file",
            AuthIT.passwordFile(folder, PASSWORD).toString())
        : ServerProcess.muxscope(Map.of("MUXSCOPE_PASSWORD", PASSWORD), Mode.SELECT, record);
  }

  @Test
  void wantsAPasswordFileThatOthersCannotRead() throws IOException, InterruptedException {
    Path file = AuthIT.passwordFile(folder, PASSWORD);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Program.Result refused = serve("--password-file", file.toString());
    assertRefused("chmod 600", refused);
    assertFalse(refused.err().contains(PASSWORD));
  }

  @Test
  void wantsAPasswordThatIsOne() throws IOException, InterruptedException {
    assertRefused("empty", serve("--password-file", AuthIT.passwordFile(folder, "").toString()));
    assertRefused("nosuch", serve("--password-file", folder.resolve("nosuch").toString()));
  }

  @ParameterizedTest
  @CsvSource({"0.0.0.0", "::"})
  void refusesToBeReachedByEverybody(String host) throws IOException, InterruptedException {
    for (String wayOut :
        List.of("127.0.0.1", "--password-file", "--tls-ca", "--no-protected-mode")) {
      assertRefused(wayOut, serve("--host", host));
    }
  }

  @Test
  void refusesTlsWithoutClientCertificatesLikewise() throws IOException, InterruptedException {
    Certificates certificates = Certificates.in(folder);
    List<String> options = new ArrayList<>(List.of(certificates.serve()));
    options.addAll(List.of("--host", "0.0.0.0"));
    assertRefused("protected mode", serve(options.toArray(String[]::new)));
  }

  @Test
  void refusesFilesThatAreNoIdentity() throws IOException, InterruptedException {
    Certificates made = Certificates.in(folder);
    String server = made.file("server.pem");
    String key = made.file("client.key");
    assertRefused("is not the key", serve("--tls-cert", server, "--tls-key", key));
    assertRefused("no private key", serve("--tls-cert", server, "--tls-key", server));
    assertRefused("no certificate", serve("--tls-cert", key, "--tls-key", key));
    assertRefused("go together", serve("--tls-cert", server));
    assertRefused("nosuch", serve("--tls-cert", made.file("nosuch"), "--tls-key", key));
  }

  private static Program.Result serve(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("serve", "--port", "0"));
    command.addAll(List.of(options));
    return Program.muxscope(command.toArray(String[]::new));
  }

  private static void assertRefused(String part, Program.Result result) {
    assertEquals(2, result.exitCode(), result::err);
    assertEquals(1, result.err().lines().count(), result::err);
    assertTrue(result.err().contains(part), () -> "should say " + part + ": " + result.err());
    assertEquals("", result.out());
  }
}
