#pragma once
#include <sqlite3.h>

/* What Swift cannot call, since it takes a variable number of arguments. */

/* Defensive, no checkpoint on close, no extensions, no trust in what the schema calls; the first error or SQLITE_OK. */
int csqlite_harden(sqlite3 *db);

/* Keeps -wal and -shm when the last connection closes, so that a full disk does not stop readers. */
int csqlite_keep_wal(sqlite3 *db);

/* Writes the number of pages in the log to *pages after each commit; takes the place of automatic checkpoints. */
void csqlite_watch_wal(sqlite3 *db, int *pages);

/* Sets `bytes` of room aside behind the end of an open file, without making it longer; -1 on failure. */
int csqlite_set_aside(int file, long long bytes);

/* Has each page of the log's index allocated on disk, once it is open: it is memory, and writing to a hole of a file
   on a full disk ends the process. */
void csqlite_fill_index(sqlite3 *db);

/* The kind of file system that holds a path (statfs(2), f_type) and the bytes left on it for us; -1 on failure. */
int csqlite_file_system(const char *path, unsigned *type, unsigned long long *left);
