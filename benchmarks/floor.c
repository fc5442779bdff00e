// The floor: the least that a server around epoll can do for PING, GET and SET, sent as arrays of bulk
// strings of any length, pipelined, and split anywhere. Reads and writes go through one buffer each for
// all connections; bytes are kept for a connection only while a request of it has not arrived whole.
// It checks no more than it needs to find the arguments: it is a yardstick, not a server to be used.
//
//   floor PORT

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MAX_EVENTS = 1024, BUFFER_BYTES = 131072, MAX_ARGUMENTS = 16, MAX_BULK = 64 << 20, SLOTS = 1 << 21,
       MOST_FILES = 1 << 20, LARGE_PAGE = 2 << 20 };

typedef struct {
  size_t length;
  char *bytes;
} Bytes;

// A request that has not arrived whole, by descriptor, of which it allows itself MOST_FILES; without bytes between requests.
typedef struct {
  char *bytes;
  size_t length, capacity;
} Partial;

static Partial *partials;
static char in[BUFFER_BYTES];
static char out[4 * BUFFER_BYTES];
static size_t out_length;

// The store: open addressing, which never grows: a full table ends the program. It lies on large pages, as a JVM's heap.
static struct {
  Bytes key, value;
} slots[SLOTS] __attribute__((aligned(LARGE_PAGE)));

static void *checked(void *memory) {
  if (!memory) {
    perror("floor");
    exit(1);
  }
  return memory;
}

static Bytes copy_of(Bytes from) {
  Bytes copy = {from.length, checked(malloc(from.length + 1))};
  memcpy(copy.bytes, from.bytes, from.length);
  return copy;
}

// The slot of a key, or the free one where it belongs.
static size_t find(Bytes key) {
  uint32_t hash = 2166136261u;
  for (size_t i = 0; i < key.length; i++) hash = (hash ^ (unsigned char)key.bytes[i]) * 16777619u;
  for (size_t tried = 0; tried < SLOTS; tried++) {
    size_t slot = (hash + tried) % SLOTS;
    Bytes there = slots[slot].key;
    if (!there.bytes) return slot;
    if (there.length == key.length && !memcmp(there.bytes, key.bytes, key.length)) return slot;
  }
  fprintf(stderr, "floor: the store is full\n");
  exit(1);
}

static void put(Bytes key, Bytes value) {
  size_t slot = find(key);
  if (!slots[slot].key.bytes) slots[slot].key = copy_of(key);
  if (slots[slot].value.length != value.length || !slots[slot].value.bytes) {
    free(slots[slot].value.bytes);
    slots[slot].value = copy_of(value);
  } else {
    memcpy(slots[slot].value.bytes, value.bytes, value.length);
  }
}

// Writes all replies so far; waits for a client that does not take them. Returns whether it could.
static int flush_replies(int client) {
  size_t done = 0;
  while (done < out_length) {
    ssize_t written = write(client, out + done, out_length - done);
    if (written < 0 && errno != EAGAIN) return 0;
    if (written < 0) {
      struct pollfd writable = {.fd = client, .events = POLLOUT};
      poll(&writable, 1, -1);
      continue;
    }
    done += written;
  }
  out_length = 0;
  return 1;
}

static int reply(int client, const char *bytes, size_t length) {
  while (length > 0) {
    if (out_length == sizeof out && !flush_replies(client)) return 0;
    size_t part = sizeof out - out_length < length ? sizeof out - out_length : length;
    memcpy(out + out_length, bytes, part);
    out_length += part;
    bytes += part;
    length -= part;
  }
  return 1;
}

// Writes the length by hand, from its last digit to its first: no other server here has printf do it.
static int reply_value(int client, Bytes value) {
  char head[32], *end = head + sizeof head, *at = end;
  *--at = '\n';
  *--at = '\r';
  size_t left = value.length;
  do *--at = '0' + left % 10;
  while ((left /= 10) > 0);
  *--at = '$';
  return reply(client, at, end - at) && reply(client, value.bytes, value.length) && reply(client, "\r\n", 2);
}

static int is(Bytes name, const char *text) {
  return name.length == strlen(text) && !strncasecmp(name.bytes, text, name.length);
}

static int execute(int client, const Bytes *argument, long count) {
  if (count == 1 && is(argument[0], "PING")) return reply(client, "+PONG\r\n", 7);
  if (count == 2 && is(argument[0], "GET")) {
    Bytes value = slots[find(argument[1])].value;
    return value.bytes ? reply_value(client, value) : reply(client, "$-1\r\n", 5);
  }
  if (count == 3 && is(argument[0], "SET")) {
    put(argument[1], argument[2]);
    return reply(client, "+OK\r\n", 5);
  }
  return reply(client, "-ERR unknown command\r\n", 22);
}

// Reads a type, digits, CR LF. Returns where the next line begins, NULL if it is not there yet; a number
// of -1 if this is no such line.
static char *number(char *at, const char *end, char type, long *value) {
  *value = 0;
  if (at < end && *at != type) *value = -1;
  for (at++; at + 1 < end && *value >= 0; at++) {
    if (*at == '\r') return at + 2;
    *value = *at >= '0' && *at <= '9' && *value < MAX_BULK ? 10 * *value + *at - '0' : -1;
  }
  return NULL;
}

// Executes a request. Returns how many bytes it has, 0 if it is not whole, -1 if the connection is to end.
static ssize_t take(int client, char *from, const char *end) {
  Bytes argument[MAX_ARGUMENTS];
  long count, length;
  char *at = number(from, end, '*', &count);
  if (!at) return count < 0 ? -1 : 0;
  if (count > MAX_ARGUMENTS) return -1;
  for (long i = 0; i < count; i++) {
    at = number(at, end, '$', &length);
    if (!at) return length < 0 ? -1 : 0;
    if (end - at < length + 2) return 0;
    argument[i] = (Bytes){length, at};
    at += length + 2;
  }
  return execute(client, argument, count) ? at - from : -1;
}

static void forget(Partial *partial) {
  free(partial->bytes);
  *partial = (Partial){0};
}

static void keep(Partial *partial, const char *bytes, size_t length) {
  if (partial->length + length > partial->capacity) {
    partial->capacity = 2 * (partial->length + length);
    partial->bytes = checked(realloc(partial->bytes, partial->capacity));
  }
  memcpy(partial->bytes + partial->length, bytes, length);
  partial->length += length;
}

// Answers what is whole, and keeps the rest. Returns 0 if the connection is to end.
static int serve(int client, ssize_t length) {
  Partial *partial = &partials[client];
  char *at = in, *end = in + length;
  if (partial->length) {
    keep(partial, in, length);
    at = partial->bytes;
    end = at + partial->length;
  }
  ssize_t taken;
  while (at < end && (taken = take(client, at, end)) != 0) {
    if (taken < 0) return 0;
    at += taken;
  }
  if (!partial->length) {
    if (at < end) keep(partial, at, end - at);
  } else if (at == end) {
    forget(partial);
  } else {
    memmove(partial->bytes, at, end - at);
    partial->length = end - at;
  }
  return flush_replies(client);
}

static void answer(int client) {
  ssize_t length = read(client, in, sizeof in);
  if (length < 0 && errno == EAGAIN) return;
  if (length <= 0 || !serve(client, length)) {
    out_length = 0;
    forget(&partials[client]);
    close(client);
  }
}

static void watch(int epoll, int socket) {
  struct epoll_event event = {.events = EPOLLIN, .data.fd = socket};
  epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event);
}

static int open_listener(int port) {
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  int on = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 4096)) {
    perror("floor");
    exit(1);
  }
  return listener;
}

static void accept_all(int epoll, int listener) {
  int on = 1;
  int client;
  while ((client = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
    setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    watch(epoll, client);
  }
}

int main(int count, char **arguments) {
  if (count != 2) {
    fprintf(stderr, "usage: floor PORT\n");
    return 2;
  }
  signal(SIGPIPE, SIG_IGN);
  madvise(slots, sizeof slots, MADV_HUGEPAGE);
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  if (files.rlim_cur > MOST_FILES) files.rlim_cur = MOST_FILES;
  setrlimit(RLIMIT_NOFILE, &files);
  partials = checked(calloc(files.rlim_cur, sizeof *partials));
  int listener = open_listener(atoi(arguments[1]));
  int epoll = epoll_create1(0);
  watch(epoll, listener);
  printf("floor: ready at 127.0.0.1:%s\n", arguments[1]);
  fflush(stdout);
  struct epoll_event events[MAX_EVENTS];
  for (;;) {
    int ready = epoll_wait(epoll, events, MAX_EVENTS, -1);
    for (int i = 0; i < ready; i++) {
      if (events[i].data.fd == listener) accept_all(epoll, listener);
      else answer(events[i].data.fd);
    }
  }
}
