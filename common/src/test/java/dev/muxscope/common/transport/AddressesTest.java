package dev.muxscope.common.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1",
    "::1, [::1]",
    "::, [::]",
    "::ffff:127.0.0.1, 127.0.0.1",
    "2001:DB8::1, [2001:db8::1]",
    "2001:0db8:0000:0000:0001:0000:0000:0001, [2001:db8::1:0:0:1]",
    "2001:db8:0:0:1:0:0:0, [2001:db8:0:0:1::]",
    "2001:db8:0:1:1:1:1:1, [2001:db8:0:1:1:1:1:1]",
    "0:1:1:1:1:1:1:0, [0:1:1:1:1:1:1:0]",
    "fe80::a00:20ff:feb9:17fa, [fe80::a00:20ff:feb9:17fa]"
  })
  void writesAddressesAsRedisDoes(String host, String text) throws UnknownHostException {
    var address = new InetSocketAddress(InetAddress.getByName(host), 6380);
    assertEquals(text + ":6380", Addresses.text(address));
  }

  @Test
  void leavesTheScopeOut() throws UnknownHostException {
    byte[] bytes = InetAddress.getByName("fe80::1").getAddress();
    InetAddress scoped = Inet6Address.getByAddress("", bytes, 7);
    assertEquals("[fe80::1]:1", Addresses.text(new InetSocketAddress(scoped, 1)));
  }
}
