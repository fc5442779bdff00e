package dev.muxscope.app;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/// Ctrl-C and SIGTERM as something to wait for. A shutdown hook would not do: Flight Recorder's own
/// hook would run beside it and end the recording before the last requests are answered, and the
/// exit code would not be ours.
///
/// What follows the first signal closely is the same wish and does nothing more: Ctrl-C reaches
/// every process of a terminal, and some service managers signal every process of a service; a lab
/// among them then asks its servers to end, too.
///
/// Each signal is received on a thread of its own; the monitor guards when the first was.
final class Signals {

  /// What a shell reports of a process ended by Ctrl-C.
  private static final int EXIT_INTERRUPTED = 130;

  private static final long SAME_WISH_NANOS = 500_000_000;

  private final IntConsumer end;
  private final LongSupplier nanoTime;
  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile boolean received;
  private long receivedNanos;

  /// @param end what the second signal does, with the exit code
  /// @param nanoTime as [System#nanoTime()]
  Signals(IntConsumer end, LongSupplier nanoTime) {
    this.end = end;
    this.nanoTime = nanoTime;
  }

  /// From now on the first signal ends the wait, and the second one the process, without its
  /// shutdown hooks.
  static Signals handle() {
    Signals signals = new Signals(Runtime.getRuntime()::halt, System::nanoTime);
    handle("INT", signals::receive);
    handle("TERM", signals::receive);
    return signals;
  }

  /// From now on the first signal has something done, and the second one ends the process, with its
  /// shutdown hooks: there may be child processes to end.
  static void onFirst(Runnable action) {
    Signals signals = new Signals(System::exit, System::nanoTime);
    Runnable once =
        () -> {
          if (signals.receive()) {
            action.run();
          }
        };
    handle("INT", once);
    handle("TERM", once);
  }

  /// Ends the wait without a signal.
  void release() {
    stop.countDown();
  }

  /// Waits for the first signal; false if the wait was ended without one.
  boolean await() throws InterruptedException {
    stop.await();
    return received;
  }

  /// Takes a signal.
  ///
  /// @return whether it is the first
  synchronized boolean receive() {
    long now = nanoTime.getAsLong();
    if (!received) {
      received = true;
      receivedNanos = now;
      stop.countDown();
      return true;
    }
    if (now - receivedNanos >= SAME_WISH_NANOS) {
      end.accept(EXIT_INTERRUPTED);
    }
    return false;
  }

  /// By reflection, since javac warns of any direct use of `sun.misc.Signal`, and that warning
  /// cannot be suppressed where warnings are errors.
  private static void handle(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> call(self, method, arguments, action));
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JVM does not tell of the signal " + name, e);
    }
  }

  @SuppressWarnings("ReferenceEquality") // A proxy is equal to itself only.
  private static Object call(Object self, Method method, Object[] arguments, Runnable action) {
    return switch (method.getName()) {
      case "equals" -> self == arguments[0];
      case "hashCode" -> System.identityHashCode(self);
      case "toString" -> "Muxscope's signal handler";
      default -> {
        action.run();
        yield Void.TYPE;
      }
    };
  }
}
