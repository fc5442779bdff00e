package dev.muxscope.common.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/// Just enough of DER to put keys in OpenSSL's older formats (PKCS#1, SEC 1) into PKCS#8, the only
/// one that the JDK takes.
final class Der {

  private static final int INTEGER = 0x02;
  private static final int OCTET_STRING = 0x04;
  private static final int SEQUENCE = 0x30;
  private static final int CURVE = 0xA0;

  private static final byte[] VERSION = element(INTEGER, new byte[] {0});

  /// SEQUENCE { OID rsaEncryption, NULL }
  private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

  /// OID id-ecPublicKey
  private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

  private Der() {}

  static byte[] wrapRsa(byte[] pkcs1) {
    return element(SEQUENCE, VERSION, RSA, element(OCTET_STRING, pkcs1));
  }

  /// @throws IOException if the key does not name its curve
  static byte[] wrapEc(Path path, byte[] sec1) throws IOException {
    byte[] algorithm = element(SEQUENCE, EC, curve(path, sec1));
    return element(SEQUENCE, VERSION, algorithm, element(OCTET_STRING, sec1));
  }

  /// ECPrivateKey is a sequence of the version, the key, `[0]` the curve and `[1]` the public key.
  private static byte[] curve(Path path, byte[] sec1) throws IOException {
    try {
      int at = contents(sec1, 0);
      while (at < sec1.length) {
        int from = contents(sec1, at);
        int end = from + length(sec1, at);
        if ((sec1[at] & 0xFF) == CURVE && end <= sec1.length) {
          return Arrays.copyOfRange(sec1, from, end);
        }
        at = end;
      }
    } catch (ArrayIndexOutOfBoundsException _) {
      // Answered below, with the keys that name no curve.
    }
    throw new IOException(path + ": a damaged EC key, or one without the name of its curve");
  }

  /// Where the contents of the element at `at` begin.
  private static int contents(byte[] der, int at) {
    int first = der[at + 1] & 0xFF;
    return at + 2 + (first < 0x80 ? 0 : first & 0x7F);
  }

  private static int length(byte[] der, int at) {
    int first = der[at + 1] & 0xFF;
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    for (int i = at + 2; i < contents(der, at); i++) {
      length = ((length & 0xFFFF) << 8) | (der[i] & 0xFF);
    }
    return length;
  }

  private static byte[] element(int tag, byte[]... parts) {
    ByteArrayOutputStream contents = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      contents.writeBytes(part);
    }
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    element.write(tag);
    int length = contents.size();
    if (length < 0x80) {
      element.write(length);
    } else {
      // Two bytes hold the length of any key.
      element.write(0x82);
      element.write(length >> 8);
      element.write(length);
    }
    element.writeBytes(contents.toByteArray());
    return element.toByteArray();
  }
}
