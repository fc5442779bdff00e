package dev.muxscope.lab.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ReceiveQueuesTest {

  private static final String TEXT =
      """
        sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt
         0: 0100007F:18EC 0100007F:D431 01 00000000:00000072 00:00000000 00000000
         1: 0100007F:D431 0100007F:18EC 01 00000005:00000000 00:00000000 00000000
        sl  local_address                         remote_address                        st tx_queue rx_queue
         0: 0000000000000000FFFF00000100007F:18EC 0000000000000000FFFF00000100007F:D432 01 00000000:0000001B 00
      """;

  @Test
  void readsTheServersSideOfBothProtocols() {
    ReceiveQueues queues = ReceiveQueues.parse(TEXT, 0x18EC);
    assertEquals(0x72, queues.unread(0xD431));
    assertEquals(0x1B, queues.unread(0xD432));
  }

  @Test
  void whatIsNotThereIsNotKnown() {
    assertTrue(Double.isNaN(ReceiveQueues.parse(TEXT, 0x18EC).unread(1)));
    assertTrue(Double.isNaN(ReceiveQueues.parse("", 0x18EC).unread(0xD431)));
  }
}
