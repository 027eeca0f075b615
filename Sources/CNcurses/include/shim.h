#pragma once
// ncurses' terminfo level, without its macros and variadic calls (Swift can call neither).
#include <stdbool.h>
#include <stddef.h>

/// Loads the terminal's entry: 1 found, 0 unknown, -1 no database.
int terminfo_load(const char *name, int fd);
/// A string capability of the loaded entry by name, extended ones too; NULL where there is none.
const char *terminfo_string(const char *name);
bool terminfo_flag(const char *name);
/// A number capability; -1 where there is none.
int terminfo_number(const char *name);
/// Fills in a string capability's numbers and returns the length, at most `capacity`; safe from any thread.
size_t terminfo_expand(const char *text, int first, int second, char *out, size_t capacity);

/// The window's size as the kernel knows it; false where it does not.
bool terminal_size(int fd, int *width, int *height);
