#pragma once
// What keeps a person's terminal whole when the program stops in any way, and turns signals into bits.
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  guard_interrupted = 1,
  guard_terminated = 2,
  guard_hung_up = 4,
  guard_stop_asked = 8,
  guard_continued = 16,
  guard_resized = 32,
};

/// An eventfd that any thread and any signal handler can ring.
int bell_open(void);
void bell_ring(int bell);
void bell_clear(int bell);

/// Starts the process that restores the terminal after kill -9, before it is known which terminal: whoever is sure to
/// want one may call it first thing, when little memory is in use that two processes would share. Without it
/// `guard_install` does the same later.
void guard_begin(void);
/// Takes over the signals, starts the process that restores the terminal after kill -9, and keeps what to restore.
/// To be called before there are other threads; one terminal a process. The modes are `struct termios`, which would
/// be another type to Swift if this header knew it.
void guard_install(int tty, int bell, const void *cooked, const void *raw, const char *restore, size_t length);
/// Has the process that outlives us hold a descriptor a little longer than we do; to be called before `guard_install`.
void guard_end_last(int fd);
/// While armed, every way out restores the terminal, and standard error is kept aside if it is a terminal.
void guard_arm(void);
/// The terminal has been restored in good order; prints what came on standard error.
void guard_disarm(void);
/// The signals that came since the last call, as bits.
uint32_t guard_take(void);
/// Stops the process group as the terminal's own Ctrl-Z does; returns when it goes on.
void guard_stop(void);
/// While another program has the terminal, Ctrl-Z stops both and Ctrl-C and Ctrl-\ do not end us.
void guard_lend(bool lent);
/// Gives the signals back.
void guard_remove(void);

/// For a console without a screen: turns the signals that ask it to leave or to stop into bits, and leaves the terminal
/// alone.
void guard_listen(int bell);
/// Gives those signals back.
void guard_unlisten(void);
