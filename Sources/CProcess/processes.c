#define _GNU_SOURCE
#include "processes.h"
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

int cprocess_adopt_orphans(bool adopts) { return prctl(PR_SET_CHILD_SUBREAPER, adopts, 0, 0, 0); }

bool cprocess_share_heap(void) {
#ifdef M_ARENA_MAX
  return mallopt(M_ARENA_MAX, 1) == 1;
#else
  return false;
#endif
}

int cprocess_open_pid(int pid) { return (int)syscall(SYS_pidfd_open, pid, 0); }

int cprocess_pipe(int ends[2]) {
  if (pipe2(ends, O_CLOEXEC) != 0) return -1;
  return fcntl(ends[0], F_SETFL, O_NONBLOCK);
}

static int prepare_files(posix_spawn_file_actions_t *files, const char *directory, int output, int error) {
  int wrong = posix_spawn_file_actions_addopen(files, 0, "/dev/null", O_RDONLY, 0);
  if (wrong == 0) wrong = posix_spawn_file_actions_adddup2(files, output, 1);
  if (wrong == 0) wrong = posix_spawn_file_actions_adddup2(files, error, 2);
  if (wrong == 0) wrong = posix_spawn_file_actions_addclosefrom_np(files, 3);
  if (wrong == 0 && directory != NULL) wrong = posix_spawn_file_actions_addchdir_np(files, directory);
  return wrong;
}

static int prepare_signals(posix_spawnattr_t *attributes) {
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  int wrong = posix_spawnattr_setsigmask(attributes, &none);
  if (wrong == 0) wrong = posix_spawnattr_setsigdefault(attributes, &all);
  if (wrong != 0) return wrong;
  return posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
}

int cprocess_spawn(const char *program, char *const argv[], char *const environment[], const char *directory,
                   int output, int error, int *pid) {
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  int wrong = posix_spawn_file_actions_init(&files);
  if (wrong != 0) return wrong;
  wrong = posix_spawnattr_init(&attributes);
  if (wrong == 0) {
    wrong = prepare_files(&files, directory, output, error);
    if (wrong == 0) wrong = prepare_signals(&attributes);
    if (wrong == 0) wrong = posix_spawnp(pid, program, &files, &attributes, argv, environment);
    posix_spawnattr_destroy(&attributes);
  }
  posix_spawn_file_actions_destroy(&files);
  return wrong;
}

int cprocess_reap(int pid, int *exit_code, int *signal_number) {
  int status = 0;
  if (waitpid(pid, &status, WNOHANG) != pid) return 0;
  *exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  *signal_number = WIFSIGNALED(status) ? WTERMSIG(status) : -1;
  return 1;
}
