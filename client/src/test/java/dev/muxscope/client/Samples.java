package dev.muxscope.client;

import dev.muxscope.client.Reply.ArrayReply;
import dev.muxscope.client.Reply.BigNumber;
import dev.muxscope.client.Reply.BooleanReply;
import dev.muxscope.client.Reply.BulkString;
import dev.muxscope.client.Reply.DoubleReply;
import dev.muxscope.client.Reply.ErrorReply;
import dev.muxscope.client.Reply.IntegerReply;
import dev.muxscope.client.Reply.MapReply;
import dev.muxscope.client.Reply.NullReply;
import dev.muxscope.client.Reply.PushReply;
import dev.muxscope.client.Reply.SetReply;
import dev.muxscope.client.Reply.SimpleString;
import dev.muxscope.client.Reply.VerbatimString;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Replies on the wire, and what they mean.
final class Samples {

  private Samples() {}

  static BulkString bulk(String text) {
    return new BulkString(text.getBytes(StandardCharsets.UTF_8));
  }

  static Map<String, Reply> replies() {
    var replies = new LinkedHashMap<String, Reply>();
    replies.put("+PONG\r\n", new SimpleString("PONG"));
    replies.put("+\r\n", new SimpleString(""));
    replies.put("-ERR no\r\n", new ErrorReply("ERR no"));
    replies.put(":-12\r\n", new IntegerReply(-12));
    replies.put("$5\r\nhe\r\nl\r\n", bulk("he\r\nl"));
    replies.put("$0\r\n\r\n", bulk(""));
    replies.put("$-1\r\n", new NullReply());
    replies.put("*-1\r\n", new NullReply());
    replies.put("_\r\n", new NullReply());
    replies.put("*0\r\n", new ArrayReply(List.of()));
    replies.put("#t\r\n", new BooleanReply(true));
    replies.put(",1.5e3\r\n", new DoubleReply(1500));
    replies.put(",-inf\r\n", new DoubleReply(Double.NEGATIVE_INFINITY));
    replies.put("(-123456789012345678901\r\n", new BigNumber("-123456789012345678901"));
    replies.put("!6\r\nERR no\r\n", new ErrorReply("ERR no"));
    replies.put("=7\r\ntxt:abc\r\n", new VerbatimString("txt", "abc"));
    replies.put("~1\r\n:1\r\n", new SetReply(List.of(new IntegerReply(1))));
    replies.put(
        "%2\r\n+a\r\n:1\r\n+b\r\n*1\r\n$-1\r\n",
        new MapReply(
            List.of(
                Map.entry(new SimpleString("a"), new IntegerReply(1)),
                Map.entry(new SimpleString("b"), new ArrayReply(List.of(new NullReply()))))));
    replies.put(
        "*3\r\n*1\r\n-ERR in\r\n*0\r\n$1\r\nx\r\n",
        new ArrayReply(
            List.of(
                new ArrayReply(List.of(new ErrorReply("ERR in"))),
                new ArrayReply(List.of()),
                bulk("x"))));
    replies.put("|1\r\n+ttl\r\n:9\r\n:3\r\n", new IntegerReply(3));
    return replies;
  }

  static final String PUSH = ">2\r\n+message\r\n$2\r\nhi\r\n";

  static final Reply PUSHED = new PushReply(List.of(new SimpleString("message"), bulk("hi")));
}
