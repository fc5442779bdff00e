package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameLabelsTest {

  @ParameterizedTest
  @CsvSource({
    "a.b.C, a.b.C",
    "a.b.C$D, a.b.C$D",
    "a.b.C$1, a.b.C$1",
    "a.b.C$$Lambda+0x00007f8c4c0a1000.123456, a.b.C$$Lambda",
    "a.b.C$$Lambda.0x00007f8c4c0a1000, a.b.C$$Lambda",
    "a.b.C$$Lambda/0x00007f8c4c0a1000, a.b.C$$Lambda",
    "a.b.C$$Lambda$14.1234567, a.b.C$$Lambda",
    "a.b.C$$Lambda$14/0x0000000800066840, a.b.C$$Lambda",
    "java.lang.invoke.LambdaForm$DMH+0x00007f8c4c002000.1, java.lang.invoke.LambdaForm$DMH",
    "jdk.internal.reflect.GeneratedMethodAccessor12, jdk.internal.reflect.GeneratedMethodAccessor",
    "jdk.proxy2.$Proxy41, jdk.proxy2.$Proxy"
  })
  void namesClassesAlikeInEveryRun(String type, String name) {
    assertEquals(name, FrameLabels.clean(type));
  }

  @ParameterizedTest
  @CsvSource({
    "run, run",
    "lambda$run$0, run(lambda)",
    "lambda$main$12, main(lambda)",
    "lambda$0, (lambda)",
    "<init>, <init>",
    "access$000, access$000"
  })
  void namesLambdasByTheMethodTheyStandIn(String method, String name) {
    assertEquals(name, FrameLabels.cleanMethod(method));
  }
}
