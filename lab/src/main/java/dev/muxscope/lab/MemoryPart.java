package dev.muxscope.lab;

/// What a connection takes of memory, in bytes: the columns of the memory anatomy, in the order
/// they are shown. Every table and every file that tells them iterates over these.
///
/// The parts overlap: live heap is resident, stack chunks are live heap. Nothing of the kernel's is
/// resident.
enum MemoryPart {
  RESIDENT(
      "residentBytes",
      "resident",
      "the server's memory without mapped files, RssAnon in /proc/PID/status, after a full"
          + " collection"),
  LIVE_HEAP(
      "liveHeapBytes",
      "live heap",
      "Java objects that a full collection leaves, by jcmd's GC.class_histogram, without what it"
          + " fills gaps with"),
  STACK_CHUNKS(
      "stackChunkBytes",
      "stack chunks",
      "of these, jdk.internal.vm.StackChunk: the stacks of virtual threads that wait; the longer"
          + " the server has been warmed up, the smaller, as compiled frames take less"),
  DIRECT(
      "directBytes",
      "direct memory",
      "direct buffers by the JDK's count, in INFO memory; those that it keeps for each thread to"
          + " copy heap buffers through are not counted, but resident"),
  KERNEL_BUFFERS(
      "kernelSocketBytes",
      "kernel socket memory",
      "what TCP's buffers hold, mem in /proc/net/sockstat, counted in steps of up to 1 MiB for each"
          + " processor; of all sockets of the system, so of both ends of each connection: an idle"
          + " one has nothing in its buffers"),
  KERNEL_OBJECTS(
      "kernelObjectBytes",
      "kernel objects",
      "sockets, files and what else the kernel keeps in slabs, Slab in /proc/meminfo; of the whole"
          + " system, so of both ends of each connection, and of whatever else happens"),
  KERNEL_STACKS(
      "kernelStackBytes",
      "kernel stacks",
      "of all threads of the system, KernelStack in /proc/meminfo");

  private final String jsonName;
  private final String label;
  private final String meaning;

  MemoryPart(String jsonName, String label, String meaning) {
    this.jsonName = jsonName;
    this.label = label;
    this.meaning = meaning;
  }

  /// Its stable name in `results.json`, with its unit.
  String jsonName() {
    return jsonName;
  }

  /// The head of its column; it is understood that figures are per connection.
  String label() {
    return label;
  }

  /// What it is and where it comes from, in half a sentence.
  String meaning() {
    return meaning;
  }
}
