/* A disk that fails: loaded before libc, it counts what is written to one ledger and
 * lets the nth call fail, all calls from the nth on, or the process die there. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static char watched[4096];
static long seen, nth;
static int number, lasting;

/* How it fails: an errno, or 0 to be killed. */
void disk_watch(const char *prefix, long n, int how, int from_then_on) {
  strncpy(watched, prefix, sizeof watched - 1);
  seen = 0;
  nth = n;
  number = how;
  lasting = from_then_on;
}

long disk_seen(void) { return seen; }

static int fails(int fd) {
  char link[64], path[4096];
  if (!watched[0]) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  if (strncmp(path, watched, strlen(watched))) return 0;
  seen++;
  if (!nth || seen < nth || (seen > nth && !lasting)) return 0;
  if (!number) kill(getpid(), SIGKILL);
  errno = number;
  return 1;
}

#define FAILING(type, name, parameters, arguments)                \
  type name parameters {                                          \
    static type(*real) parameters;                                \
    if (!real) real = (type(*) parameters)dlsym(RTLD_NEXT, #name); \
    return fails(fd) ? -1 : real arguments;                       \
  }

FAILING(ssize_t, write, (int fd, const void *b, size_t n), (fd, b, n))
FAILING(ssize_t, pwrite, (int fd, const void *b, size_t n, off_t o), (fd, b, n, o))
FAILING(ssize_t, pwrite64, (int fd, const void *b, size_t n, off64_t o), (fd, b, n, o))
FAILING(int, fsync, (int fd), (fd))
FAILING(int, fdatasync, (int fd), (fd))
FAILING(int, ftruncate, (int fd, off_t n), (fd, n))
FAILING(int, ftruncate64, (int fd, off64_t n), (fd, n))
