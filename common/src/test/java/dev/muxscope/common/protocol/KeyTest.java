package dev.muxscope.common.protocol;

import static dev.muxscope.common.protocol.Samples.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class KeyTest {

  private static final int COLLISIONS = 1 << 13;

  @Test
  void equalsKeysOfTheSameBytes() {
    assertEquals(key("abc"), key("abc"));
    assertEquals(key("abc").hashCode(), key("abc").hashCode());
    assertEquals(key(""), key(""));
    assertNotEquals(key("abc"), key("abd"));
    assertNotEquals(key("abc"), key("ab"));
    assertNotEquals(key("\0"), key(""));
  }

  @Test
  void findsWhatWasStoredByALookUpKeyThatIsUsedAgain() {
    Request request = request("GET", "short", "a key of more than thirty-two bytes, surely");
    Map<Key, String> map = new ConcurrentHashMap<>();
    map.put(request.key(1).copy(), "1");
    map.put(request.key(2).copy(), "2");
    assertEquals("1", map.get(request.key(1)));
    assertEquals("2", map.get(request.key(2)));
  }

  @Test
  void keepsItsCopyWhenTheLookUpKeyChanges() {
    Request request = request("GET", "one", "two");
    Key copy = request.key(1).copy();
    request.key(2);
    assertEquals(key("one"), copy);
    assertEquals(3, copy.length());
  }

  @Test
  void ordersByBytes() {
    assertEquals(0, key("abc").compareTo(key("abc")));
    assertTrue(key("ab").compareTo(key("abc")) < 0);
    assertTrue(key("b").compareTo(key("abc")) > 0);
  }

  @Test
  void staysUsableInAMapFullOfCollisions() {
    Map<Key, Integer> map = new ConcurrentHashMap<>();
    int hash = colliding(0).hashCode();
    for (int i = 0; i < COLLISIONS; i++) {
      Key key = colliding(i);
      assertEquals(hash, key.hashCode());
      map.put(key, i);
    }
    assertEquals(COLLISIONS, map.size());
    for (int i = 0; i < COLLISIONS; i++) {
      assertEquals(i, map.get(colliding(i)));
    }
  }

  /// `Aa` and `BB` have the same hash, and so have all sequences of them.
  private static Key colliding(int bits) {
    var text = new StringBuilder();
    for (int bit = 1; bit < COLLISIONS; bit <<= 1) {
      text.append((bits & bit) == 0 ? "Aa" : "BB");
    }
    return key(text.toString());
  }

  private static Key key(String text) {
    return request(text).key(0).copy();
  }
}
