package dev.muxscope.common.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PemFileTest {

  /// What Linux lets nobody read, root neither.
  private static final Path WRITE_ONLY = Path.of("/sys/bus/platform/uevent");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519", "RSASSA-PSS"})
  void readsCertificatesAndKeys(String algorithm) throws Exception {
    TestIdentity made = TestIdentity.in(folder, "own", algorithm);
    assertEquals(1, PemFile.read(made.certificate()).certificates().size());
    assertTrue(PemFile.read(made.key()).privateKey().getEncoded().length > 0);
  }

  @Test
  void readsWhatStandsBetweenOtherThings() throws Exception {
    TestIdentity made = TestIdentity.in(folder, "own", "EC");
    Path both = folder.resolve("both.pem");
    String certificate = Files.readString(made.certificate());
    Files.writeString(
        both, "a remark\n" + certificate + "\n" + Files.readString(made.key()) + certificate);
    assertEquals(2, PemFile.read(both).certificates().size());
    assertArrayEquals(
        PemFile.read(made.key()).privateKey().getEncoded(),
        PemFile.read(both).privateKey().getEncoded());
  }

  /// An RSA key in PKCS#8 is one in PKCS#1 behind 26 bytes.
  @Test
  void readsRsaKeysOfOpenSslsOlderFormat() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    byte[] pkcs8 = generator.generateKeyPair().getPrivate().getEncoded();
    Path file = folder.resolve("old.key");
    TestIdentity.write(file, "RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, 26, pkcs8.length));
    assertArrayEquals(pkcs8, PemFile.read(file).privateKey().getEncoded());
  }

  @ParameterizedTest
  @CsvSource({"secp256r1, 8", "secp384r1, 5", "secp521r1, 5"})
  void readsEllipticKeysOfOpenSslsOlderFormat(String curve, int oidLength) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    KeyPair pair = generator.generateKeyPair();
    byte[] pkcs8 = pair.getPrivate().getEncoded();
    Path file = folder.resolve("old.key");
    TestIdentity.write(file, "EC PRIVATE KEY", sec1(pkcs8, oidLength));
    assertEquals(
        ((ECPrivateKey) pair.getPrivate()).getS(),
        ((ECPrivateKey) PemFile.read(file).privateKey()).getS());
  }

  /// SEC 1 names the curve in the key itself, PKCS#8 before it.
  private static byte[] sec1(byte[] pkcs8, int oidLength) {
    int sequence = (pkcs8[1] & 0x80) == 0 ? 2 : 3;
    int oid = sequence + 3 + 2 + 9;
    int octets = oid + 2 + oidLength;
    int inner = octets + ((pkcs8[octets + 1] & 0x80) == 0 ? 2 : 3);
    int first = inner + ((pkcs8[inner + 1] & 0x80) == 0 ? 2 : 3);
    byte[] body = Arrays.copyOfRange(pkcs8, first, pkcs8.length);
    byte[] all = new byte[body.length + 4 + oidLength + 3];
    int length = body.length + 4 + oidLength;
    all[0] = 0x30;
    all[1] = (byte) 0x81;
    all[2] = (byte) length;
    System.arraycopy(body, 0, all, 3, body.length);
    int at = 3 + body.length;
    all[at] = (byte) 0xA0;
    all[at + 1] = (byte) (2 + oidLength);
    System.arraycopy(pkcs8, oid, all, at + 2, 2 + oidLength);
    return all;
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    assertSays("there is no such file", folder.resolve("nosuch"));
    assertSays("is a directory", folder);
    assertSays("no PEM file", text("hello"));
    assertSays("a damaged certificate", text(block("CERTIFICATE", "AAAA")));
    assertSays("no certificate, but PRIVATE KEY", text(block("PRIVATE KEY", "AAAA")));
    assertSaysOfKey("no private key, but CERTIFICATE", text(block("CERTIFICATE", "AAAA")));
    assertSaysOfKey("a damaged key", text(block("PRIVATE KEY", "AAAA")));
    assertSaysOfKey("damaged EC key", text(block("EC PRIVATE KEY", "MAMC")));
    assertSaysOfKey("openssl pkey", text(block("ENCRYPTED PRIVATE KEY", "AAAA")));
    String older = "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,0123456789ABCDEF\n\nAAAA";
    assertSaysOfKey("openssl pkey", text(block("RSA PRIVATE KEY", older)));
    assertSaysOfKey("openssl pkey", text(block("EC PRIVATE KEY", older)));
  }

  @Test
  void saysThatAFileMayNotBeRead() throws IOException {
    Path file = Files.exists(WRITE_ONLY) ? WRITE_ONLY : text("hello");
    assertTrue(file.equals(WRITE_ONLY) || file.toFile().setReadable(false));
    assertSays("permission denied", file);
  }

  private void assertSays(String part, Path file) {
    var said = assertThrows(IOException.class, () -> PemFile.read(file).certificates());
    assertNames(file, part, said);
  }

  private void assertSaysOfKey(String part, Path file) {
    var said = assertThrows(IOException.class, () -> PemFile.read(file).privateKey());
    assertNames(file, part, said);
  }

  private static void assertNames(Path file, String part, IOException said) {
    assertTrue(said.getMessage().startsWith(file + ": "), said::getMessage);
    assertTrue(said.getMessage().contains(part), said::getMessage);
  }

  private Path text(String text) throws IOException {
    return Files.writeString(folder.resolve("some.pem"), text);
  }

  private static String block(String label, String base64) {
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
  }
}
