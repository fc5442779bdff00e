package dev.muxscope.common.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.muxscope.common.command.Session;
import dev.muxscope.common.protocol.Samples;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class ClientLineTest {

  private static final long SECOND = 1_000_000_000;

  private final Session session =
      new Session(7, new InetSocketAddress("127.0.0.1", 1111), new InetSocketAddress("::1", 2222));

  @Test
  void saysAllThatRedisSaysInItsOrder() {
    session.takesUp(26, 100);
    session.lastCommand("client|list");
    session.countCommand();
    assertEquals(
        "id=7 addr=127.0.0.1:1111 laddr=[::1]:2222 fd=-1 name= age=3 idle=3 flags=N"
            + " db=0 sub=0 psub=0 ssub=0 multi=-1 qbuf=26 qbuf-free=100 argv-mem=10 multi-mem=0"
            + " rbs=0 rbp=0 obl=0 oll=0 omem=0 tot-mem=126 events=r cmd=client|list user=default"
            + " redir=-1 resp=2 lib-name= lib-ver= tot-net-in=0 tot-net-out=0 tot-cmds=1\n",
        line(10));
  }

  @Test
  void saysWhatWaitsForASubscriber() {
    session.subscriber().channels().add(Samples.request("c").key(0).copy());
    session.protectedFromEviction(true);
    session.holds(5, 1000);
    session.keeps(11, 64);
    assertField("flags=Pe");
    assertField("sub=1");
    assertField("qbuf=5 qbuf-free=11 argv-mem=64");
    assertField("oll=1 omem=1000 tot-mem=1080 events=rw");
    session.holds(0, 17 << 20);
    assertField("events=w");
  }

  private void assertField(String field) {
    String line = line(0);
    assertEquals(field, line.contains(" " + field + " ") ? field : line);
  }

  private String line(long argumentBytes) {
    long now = session.openedNanos() + 3 * SECOND;
    return new ClientLine(Limits.defaults(), now).of(session, argumentBytes);
  }
}
