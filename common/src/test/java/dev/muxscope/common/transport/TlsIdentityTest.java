package dev.muxscope.common.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsIdentityTest {

  @TempDir Path folder;

  @Test
  void refusesAKeyOfAnotherCertificate() throws Exception {
    TestIdentity one = TestIdentity.in(folder, "one", "EC");
    for (String algorithm : new String[] {"EC", "RSA", "RSASSA-PSS"}) {
      TestIdentity other = TestIdentity.in(folder, algorithm, algorithm);
      TlsFiles mixed =
          new TlsFiles(Optional.of(one.certificate()), Optional.of(other.key()), Optional.empty());
      var refused = assertThrows(IOException.class, () -> TlsIdentity.load(mixed));
      assertTrue(refused.getMessage().contains("is not the key"), refused::getMessage);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519", "RSASSA-PSS"})
  void takesAKeyOfItsCertificate(String algorithm) throws Exception {
    TestIdentity own = TestIdentity.in(folder, "own", algorithm);
    assertEquals("CN=own", shown(TlsIdentity.load(own.server()), folder.resolve("own.p12")));
  }

  @Test
  void asksForCertificatesIfItKnowsWhomToTrust() throws Exception {
    TestIdentity own = TestIdentity.in(folder, "own", "EC");
    assertFalse(TlsIdentity.load(own.server()).asksForCertificates());
    Optional<Path> file = Optional.of(own.certificate());
    TlsFiles mutual = new TlsFiles(file, Optional.of(own.key()), file);
    assertTrue(TlsIdentity.load(mutual).asksForCertificates());
    assertEquals("mutual TLS", TlsIdentity.load(mutual).toString());
  }

  @Test
  void keepsWhatItHasUntilTheFilesFitAgain() throws Exception {
    TestIdentity first = TestIdentity.in(folder, "own", "EC");
    TestIdentity next = TestIdentity.in(folder, "next", "RSA");
    TlsIdentity identity = TlsIdentity.load(first.server());
    replace(next.certificate(), first.certificate());
    identity.refresh();
    assertEquals("CN=own", shown(identity, folder.resolve("own.p12")));
    replace(next.key(), first.key());
    identity.refresh();
    assertEquals("CN=next", shown(identity, folder.resolve("next.p12")));
  }

  /// As when there are no more descriptors, which no file's time tells.
  @Test
  void triesAgainWhatFailedThoughNoTimeHasChanged() throws Exception {
    TestIdentity own = TestIdentity.in(folder, "own", "EC");
    TestIdentity next = TestIdentity.in(folder, "next", "EC");
    TlsIdentity identity = TlsIdentity.load(own.server());
    FileTime time = FileTime.fromMillis(1_000_000_000_000L);
    replace(next.certificate(), own.certificate());
    Files.delete(own.key());
    Files.createDirectory(own.key());
    Files.setLastModifiedTime(own.key(), time);
    identity.refresh();
    assertEquals("CN=own", shown(identity, folder.resolve("own.p12")));
    Files.delete(own.key());
    Files.copy(next.key(), own.key());
    Files.setLastModifiedTime(own.key(), time);
    identity.refresh();
    assertEquals("CN=next", shown(identity, folder.resolve("next.p12")));
  }

  /// With a time that no clock's resolution hides.
  private static void replace(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(to, FileTime.fromMillis(System.currentTimeMillis() + 5_000));
  }

  private static String shown(TlsIdentity identity, Path trusted) throws Exception {
    try (var pair = TlsPair.connect(identity, trusted)) {
      return pair.shown();
    }
  }
}
