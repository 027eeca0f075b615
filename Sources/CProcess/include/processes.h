#pragma once

#include <stdbool.h>

/// Whether this process becomes the parent of what its children leave behind; 0, or -1 with errno.
int cprocess_adopt_orphans(bool adopts);

/// A descriptor that becomes readable when `pid` ends; -1 with errno.
int cprocess_open_pid(int pid);

/// A pipe whose ends no child inherits and whose reading end does not block; 0, or -1 with errno.
int cprocess_pipe(int ends[2]);

/// Starts a program in a session of its own: without terminal, input, other descriptors, signal mask or handlers.
///
/// `program` is looked up in this process's PATH; `directory` may be NULL. 0, or an error number.
int cprocess_spawn(const char *program, char *const argv[], char *const environment[], const char *directory,
                   int output, int error, int *pid);

/// Lets all threads take their memory from one heap.
///
/// To be called before there are other threads. False where the allocator does not know of heaps.
bool cprocess_share_heap(void);

/// How an ended child of ours ended, after which it is gone: 1 with its exit code or signal, the other -1;
/// 0 where it has not ended or is no child of ours.
int cprocess_reap(int pid, int *exit_code, int *signal_number);
