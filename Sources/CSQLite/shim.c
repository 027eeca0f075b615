#define _GNU_SOURCE
#include "shim.h"
#include <fcntl.h>
#include <sys/vfs.h>

int csqlite_harden(sqlite3 *db) {
  static const struct { int option, value; } settings[] = {
    {SQLITE_DBCONFIG_DEFENSIVE, 1},
    {SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1},
    {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
    {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
  };
  for (unsigned i = 0; i < sizeof settings / sizeof *settings; i++) {
    int is = -1;
    int rc = sqlite3_db_config(db, settings[i].option, settings[i].value, &is);
    if (rc != SQLITE_OK) return rc;
    if (is != settings[i].value) return SQLITE_ERROR;
  }
  return SQLITE_OK;
}

int csqlite_keep_wal(sqlite3 *db) {
  int keep = 1;
  return sqlite3_file_control(db, "main", SQLITE_FCNTL_PERSIST_WAL, &keep);
}

static int committed(void *pages, sqlite3 *db, const char *name, int count) {
  (void)db;
  (void)name;
  *(int *)pages = count;
  return SQLITE_OK;
}

void csqlite_watch_wal(sqlite3 *db, int *pages) { sqlite3_wal_hook(db, committed, pages); }

void csqlite_fill_index(sqlite3 *db) {
  enum { region = 32768, page = 4096 };
  sqlite3_file *file = 0;
  volatile void *index = 0;
  int rc = sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (rc != SQLITE_OK || !file || !file->pMethods || file->pMethods->iVersion < 2) return;
  if (file->pMethods->xShmMap(file, 0, region, 0, &index) != SQLITE_OK || !index) return;
  /* Other processes write there too: the byte is written back in one step with its reading. */
  for (int at = 0; at < region; at += page) __atomic_fetch_or((volatile char *)index + at, 0, __ATOMIC_RELAXED);
}

int csqlite_set_aside(int file, long long bytes) { return fallocate(file, FALLOC_FL_KEEP_SIZE, 0, bytes); }

int csqlite_file_system(const char *path, unsigned *type, unsigned long long *left) {
  struct statfs system;
  if (statfs(path, &system) != 0) return -1;
  *type = (unsigned)system.f_type;
  *left = (unsigned long long)system.f_bavail * (unsigned long long)system.f_bsize;
  return 0;
}
