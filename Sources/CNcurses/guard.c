#define _GNU_SOURCE
#include "guard.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

static const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT, SIGSYS, SIGQUIT};
static const int asked[] = {SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT, SIGWINCH};
enum { crash_count = sizeof crashes / sizeof *crashes, asked_count = sizeof asked / sizeof *asked };

// Everything that the handlers touch is here and prepared before they can run.
static int tty = -1;
static int bell = -1;
static int slow = -1;
static struct termios cooked, raw;
static char restore[512];
static size_t restore_length;
static atomic_bool armed;
static atomic_uint bits;
static int watchdog = -1;
// Between us and the watchdog, until it can be waited for.
static pid_t first_child = -1;
static int kept_stderr = -1, stderr_memory = -1;
static atomic_bool stderr_kept;
static struct sigaction before[asked_count];

int bell_open(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }

void bell_ring(int fd) {
  int saved = errno;
  uint64_t one = 1;
  (void)!write(fd, &one, sizeof one);
  errno = saved;
}

void bell_clear(int fd) {
  uint64_t count;
  (void)!read(fd, &count, sizeof count);
}

// Writes to a terminal that may be slow or gone, for a fifth of a second at most.
static void write_all(int fd, const char *text, size_t length) {
  for (int tries = 0; length && tries < 10;) {
    ssize_t written = write(fd, text, length);
    if (written > 0) {
      text += written;
      length -= (size_t)written;
      continue;
    }
    if (written < 0 && errno == EINTR) continue;
    if (written < 0 && errno != EAGAIN) return;
    struct pollfd out = {.fd = fd, .events = POLLOUT};
    poll(&out, 1, 20);
    tries++;
  }
}

// The end of what came on standard error, with nothing left in it that acts on a terminal.
static void print_kept_stderr(void) {
  static char tail[4096];
  off_t end = lseek(stderr_memory, 0, SEEK_END);
  if (end <= 0) return;
  off_t start = end > (off_t)sizeof tail ? end - (off_t)sizeof tail : 0;
  ssize_t length = pread(stderr_memory, tail, sizeof tail, start);
  for (ssize_t i = 0; i < length; i++) {
    unsigned char c = (unsigned char)tail[i];
    bool is_c1 = c >= 0x80 && c < 0xA0 && i > 0 && (unsigned char)tail[i - 1] == 0xC2;
    if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F || is_c1) tail[i] = '?';
  }
  if (length > 0) write_all(kept_stderr, tail, (size_t)length);
  (void)!ftruncate(stderr_memory, 0);
  lseek(stderr_memory, 0, SEEK_SET);
}

static void keep_stderr(void) {
  if (kept_stderr < 0) {
    if (!isatty(2)) return;
    kept_stderr = fcntl(2, F_DUPFD_CLOEXEC, 3);
    stderr_memory = memfd_create("stderr", MFD_CLOEXEC);
  }
  if (kept_stderr < 0 || stderr_memory < 0) return;
  if (dup2(stderr_memory, 2) == 2) stderr_kept = true;
}

static void release_stderr(void) {
  if (!atomic_exchange(&stderr_kept, false)) return;
  dup2(kept_stderr, 2);
  print_kept_stderr();
}

static void restore_terminal(void) {
  if (!atomic_exchange(&armed, false)) return;
  // From the background tcsetattr would stop the process instead.
  signal(SIGTTOU, SIG_IGN);
  write_all(tty, restore, restore_length);
  tcsetattr(tty, TCSANOW, &cooked);
  release_stderr();
}

static void tell_watchdog(char state) {
  if (watchdog >= 0) (void)!write(watchdog, &state, 1);
}

static void crashed(int number) {
  restore_terminal();
  signal(number, SIG_DFL);
  raise(number);
}

static void noted(int number) {
  unsigned bit = 0;
  switch (number) {
    case SIGINT: bit = guard_interrupted; break;
    case SIGTERM: bit = guard_terminated; break;
    case SIGHUP: bit = guard_hung_up; break;
    case SIGTSTP: bit = guard_stop_asked; break;
    case SIGCONT: bit = guard_continued; break;
    case SIGWINCH: bit = guard_resized; break;
  }
  atomic_fetch_or(&bits, bit);
  bell_ring(bell);
}

static void unheeded(int number) { (void)number; }

static bool same_modes(const struct termios *left, const struct termios *right) {
  return left->c_iflag == right->c_iflag && left->c_oflag == right->c_oflag && left->c_lflag == right->c_lflag;
}

static void close_all_but(int kept) {
  if (kept > 0) syscall(SYS_close_range, 0, kept - 1, 0);
  syscall(SYS_close_range, kept + 1, ~0U, 0);
}

// Lets go of the descriptor that takes the kernel its time, after those who did not want to wait for it.
static _Noreturn void end_last(int line) {
  const struct timespec moment = {.tv_nsec = 200000000};
  if (tty >= 0) close(tty);
  close(line);
  if (slow >= 0) nanosleep(&moment, NULL);
  _exit(0);
}

// Has a shell draw its line again, as shells do when the window's width changes; it has time to look at the change.
static void wake_shell(void) {
  const struct timespec moment = {.tv_nsec = 50000000};
  struct winsize size, other, now;
  if (ioctl(tty, TIOCGWINSZ, &size) != 0 || size.ws_col < 2) return;
  other = size;
  other.ws_col--;
  ioctl(tty, TIOCSWINSZ, &other);
  nanosleep(&moment, NULL);
  // A person may have drawn the window meanwhile.
  if (ioctl(tty, TIOCGWINSZ, &now) == 0 && now.ws_col == other.ws_col && now.ws_row == other.ws_row)
    ioctl(tty, TIOCSWINSZ, &size);
}

// What the watchdog has to know of the terminal; its descriptors come with it.
struct orders {
  struct termios cooked, raw;
  size_t restore_length;
  char restore[sizeof restore];
};
union descriptors {
  char bytes[CMSG_SPACE(2 * sizeof(int))];
  struct cmsghdr alignment;
};

// Returns the length of what came, as recv does.
static ssize_t take_orders(int line, struct orders *orders) {
  union descriptors control;
  struct iovec text = {.iov_base = orders, .iov_len = sizeof *orders};
  struct msghdr message = {
      .msg_iov = &text, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
  ssize_t length = recvmsg(line, &message, 0);
  struct cmsghdr *header = length > 0 ? CMSG_FIRSTHDR(&message) : NULL;
  if (header && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS) {
    memcpy(&tty, CMSG_DATA(header), sizeof tty);
    if (header->cmsg_len >= CMSG_LEN(2 * sizeof(int))) memcpy(&slow, CMSG_DATA(header) + sizeof tty, sizeof slow);
  }
  return length;
}

static void give_orders(void) {
  struct orders orders = {.cooked = cooked, .raw = raw, .restore_length = restore_length};
  int descriptors[] = {tty, slow};
  size_t size = slow >= 0 ? sizeof descriptors : sizeof tty;
  union descriptors control = {.bytes = {0}};
  memcpy(orders.restore, restore, restore_length);
  struct iovec text = {.iov_base = &orders, .iov_len = sizeof orders};
  struct msghdr message = {
      .msg_iov = &text, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = CMSG_SPACE(size)};
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(size);
  memcpy(CMSG_DATA(header), descriptors, size);
  while (sendmsg(watchdog, &message, MSG_NOSIGNAL) < 0 && errno == EINTR) {
  }
}

// The process that outlives kill -9: its line ends with us.
static _Noreturn void watch(int line) {
  char state = 'd';
  struct orders orders = {0};
  close_all_but(line);
  (void)!chdir("/");
  // Not the program's name, or `pkill` would take both.
  prctl(PR_SET_NAME, "tty-guard");
  for (int number = 1; number < 32; number++) signal(number, SIG_IGN);
  for (;;) {
    union {
      struct orders orders;
      char state;
    } message;
    ssize_t length = take_orders(line, &message.orders);
    if (length == 0) break;
    if (length == 1) state = message.state;
    if (length == sizeof message.orders) orders = message.orders;
    if (state == 'q' || (length < 0 && errno != EINTR)) end_last(line);
  }
  struct termios now;
  if (state != 'a' || tty < 0) _exit(0);
  write_all(tty, orders.restore, orders.restore_length);
  if (tcgetattr(tty, &now) != 0) _exit(0);
  if (same_modes(&now, &orders.raw)) {
    tcsetattr(tty, TCSANOW, &orders.cooked);
  } else {
    // A shell that was quicker has set modes of its own, and its prompt went with the screen that was ours.
    wake_shell();
  }
  _exit(0);
}

static void start_watchdog(void) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return;
  first_child = fork();
  if (first_child == 0) {
    // Its own session: no signal of the terminal reaches it; its parent is gone: nobody has to wait for it.
    setsid();
    if (fork() != 0) _exit(0);
    watch(ends[0]);
  }
  close(ends[0]);
  if (first_child < 0) {
    close(ends[1]);
    return;
  }
  watchdog = ends[1];
}

static void instruct_watchdog(void) {
  if (watchdog < 0) start_watchdog();
  while (first_child > 0 && waitpid(first_child, NULL, 0) < 0 && errno == EINTR) {
  }
  first_child = -1;
  if (watchdog >= 0) give_orders();
}

static void take_signals(void) {
  static char stack[64 * 1024];
  stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
  sigaltstack(&alternate, NULL);
  struct sigaction action = {.sa_handler = crashed, .sa_flags = SA_ONSTACK | SA_RESETHAND};
  for (int i = 0; i < crash_count; i++) sigaction(crashes[i], &action, NULL);
  action = (struct sigaction){.sa_handler = noted, .sa_flags = SA_RESTART | SA_ONSTACK};
  for (int i = 0; i < asked_count; i++) {
    sigaction(asked[i], &action, &before[i]);
    // What a parent ignores (nohup) stays ignored.
    if (before[i].sa_handler == SIG_IGN) signal(asked[i], SIG_IGN);
  }
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);
}

void guard_begin(void) { start_watchdog(); }

void guard_end_last(int fd) { slow = fd; }

void guard_install(int fd, int ring, const void *then, const void *now, const char *text, size_t length) {
  static bool is_registered;
  tty = fd;
  bell = ring;
  cooked = *(const struct termios *)then;
  raw = *(const struct termios *)now;
  restore_length = length < sizeof restore ? length : 0;
  memcpy(restore, text, restore_length);
  instruct_watchdog();
  take_signals();
  if (!is_registered) atexit(restore_terminal);
  is_registered = true;
  setenv("SWIFT_BACKTRACE", "interactive=no", 0);
}

void guard_arm(void) {
  if (atomic_exchange(&armed, true)) return;
  tell_watchdog('a');
  keep_stderr();
}

void guard_disarm(void) {
  if (!atomic_exchange(&armed, false)) return;
  tell_watchdog('d');
  release_stderr();
}

uint32_t guard_take(void) { return atomic_exchange(&bits, 0); }

void guard_stop(void) {
  struct sigaction noting;
  struct sigaction stopping = {.sa_handler = SIG_DFL};
  sigaction(SIGTSTP, &stopping, &noting);
  atomic_fetch_and(&bits, ~(unsigned)guard_continued);
  kill(0, SIGTSTP);
  // Another thread may be the one that stops, and an orphaned group never does: wait for the start, not for long.
  const struct timespec moment = {.tv_nsec = 1000000};
  for (int i = 0; i < 100 && !(bits & guard_continued); i++) nanosleep(&moment, NULL);
  sigaction(SIGTSTP, &noting, NULL);
  atomic_fetch_and(&bits, ~(unsigned)(guard_continued | guard_stop_asked));
}

// A shell that was killed leaves its own group in the foreground, and nobody in it.
static void take_foreground(void) {
  pid_t group = tcgetpgrp(tty);
  if (group <= 0 || group == getpgrp() || kill(-group, 0) == 0 || errno != ESRCH) return;
  struct sigaction before_taking, ignoring = {.sa_handler = SIG_IGN};
  sigaction(SIGTTOU, &ignoring, &before_taking);
  tcsetpgrp(tty, getpgrp());
  sigaction(SIGTTOU, &before_taking, NULL);
}

void guard_lend(bool lent) {
  static struct sigaction stop, quit;
  if (lent) {
    struct sigaction stopping = {.sa_handler = SIG_DFL};
    struct sigaction going_on = {.sa_handler = unheeded, .sa_flags = SA_RESTART};
    sigaction(SIGTSTP, &stopping, &stop);
    sigaction(SIGQUIT, &going_on, &quit);
    return;
  }
  sigaction(SIGTSTP, &stop, NULL);
  sigaction(SIGQUIT, &quit, NULL);
  take_foreground();
  atomic_fetch_and(&bits, ~(unsigned)(guard_continued | guard_stop_asked | guard_interrupted));
}

void guard_remove(void) {
  for (int i = 0; i < asked_count; i++) sigaction(asked[i], &before[i], NULL);
  for (int i = 0; i < crash_count; i++) signal(crashes[i], SIG_DFL);
  tell_watchdog('q');
  if (watchdog >= 0) close(watchdog);
  if (kept_stderr >= 0) close(kept_stderr);
  if (stderr_memory >= 0) close(stderr_memory);
  watchdog = kept_stderr = stderr_memory = -1;
}

static const int leaving[] = {SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT};
enum { leaving_count = sizeof leaving / sizeof *leaving };

void guard_listen(int ring) {
  bell = ring;
  struct sigaction action = {.sa_handler = noted, .sa_flags = SA_RESTART};
  for (int i = 0; i < leaving_count; i++) {
    sigaction(leaving[i], &action, &before[i]);
    // What a parent ignores (nohup) stays ignored.
    if (before[i].sa_handler == SIG_IGN) signal(leaving[i], SIG_IGN);
  }
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);
}

void guard_unlisten(void) {
  for (int i = 0; i < leaving_count; i++) sigaction(leaving[i], &before[i], NULL);
}
