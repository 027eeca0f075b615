#include "shim.h"

#include <curses.h>
#include <pthread.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>

int terminfo_load(const char *name, int fd) {
  int result = 0;
  return setupterm(name, fd, &result) == OK ? 1 : result;
}

const char *terminfo_string(const char *name) {
  const char *text = tigetstr(name);
  return text == (const char *)-1 ? NULL : text;
}

bool terminfo_flag(const char *name) { return tigetflag(name) > 0; }

int terminfo_number(const char *name) {
  int number = tigetnum(name);
  return number < 0 ? -1 : number;
}

size_t terminfo_expand(const char *text, int first, int second, char *out, size_t capacity) {
  // tparm answers in a buffer of its own.
  static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
  pthread_mutex_lock(&lock);
  const char *expanded = tparm((char *)text, first, second, 0, 0, 0, 0, 0, 0, 0);
  size_t length = expanded ? strlen(expanded) : 0;
  if (length > capacity) length = capacity;
  if (length) memcpy(out, expanded, length);
  pthread_mutex_unlock(&lock);
  return length;
}

bool terminal_size(int fd, int *width, int *height) {
  struct winsize size;
  if (ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return false;
  *width = size.ws_col;
  *height = size.ws_row;
  return true;
}
