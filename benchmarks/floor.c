// The floor: the least a server around epoll can do for a PING. It answers +PONG for every '*' that
// it reads, which is right for the arrays that `redis-benchmark -t ping_mbulk` sends, and checks nothing.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MAX_EVENTS = 1024, BUFFER_BYTES = 65536 };

static const char PONG[] = "+PONG\r\n";

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

static void answer(int client) {
  static char in[BUFFER_BYTES];
  static char out[BUFFER_BYTES * sizeof PONG];
  ssize_t length = read(client, in, sizeof in);
  if (length <= 0) {
    close(client);
    return;
  }
  size_t size = 0;
  for (char *at = in; (at = memchr(at, '*', in + length - at)); at++) {
    memcpy(out + size, PONG, sizeof PONG - 1);
    size += sizeof PONG - 1;
  }
  if (write(client, out, size) < 0) close(client);
}

int main(int count, char **arguments) {
  if (count != 2) {
    fprintf(stderr, "usage: floor PORT\n");
    return 2;
  }
  int listener = open_listener(atoi(arguments[1]));
  int epoll = epoll_create1(0);
  watch(epoll, listener);
  struct epoll_event events[MAX_EVENTS];
  for (;;) {
    int ready = epoll_wait(epoll, events, MAX_EVENTS, -1);
    for (int i = 0; i < ready; i++) {
      if (events[i].data.fd == listener) accept_all(epoll, listener);
      else answer(events[i].data.fd);
    }
  }
}
