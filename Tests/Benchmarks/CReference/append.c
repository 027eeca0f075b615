#include "append.h"
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

struct record {
  sqlite3 *db;
  sqlite3_stmt *last, *event, *payload;
  int lock, pages;
};

static const char *tables =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;"
    "CREATE TABLE event (gseq INTEGER PRIMARY KEY, incident BLOB, seq INTEGER NOT NULL,"
    " event_id BLOB NOT NULL UNIQUE, body BLOB NOT NULL, prev_i BLOB NOT NULL, prev_g BLOB NOT NULL,"
    " hash BLOB NOT NULL UNIQUE, UNIQUE (incident, seq)) STRICT;"
    "CREATE TABLE payload (gseq INTEGER PRIMARY KEY REFERENCES event (gseq), salt BLOB NOT NULL,"
    " data BLOB NOT NULL) STRICT;";

static int committed(void *p, sqlite3 *db, const char *name, int pages) {
  (void)db;
  (void)name;
  ((record *)p)->pages = pages;
  return SQLITE_OK;
}

static int prepare(record *p, const char *sql, sqlite3_stmt **statement) {
  return sqlite3_prepare_v3(p->db, sql, -1, SQLITE_PREPARE_PERSISTENT, statement, NULL);
}

record *reference_open(const char *path) {
  record *p = calloc(1, sizeof *p);
  char lock[4096];
  snprintf(lock, sizeof lock, "%s.lock", path);
  p->lock = open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (p->lock < 0 || sqlite3_open(path, &p->db) != SQLITE_OK) return NULL;
  sqlite3_busy_timeout(p->db, 5000);
  if (sqlite3_exec(p->db, tables, NULL, NULL, NULL) != SQLITE_OK) return NULL;
  sqlite3_wal_hook(p->db, committed, p);
  if (prepare(p, "SELECT gseq, hash FROM event ORDER BY gseq DESC LIMIT 1", &p->last) ||
      prepare(p, "INSERT INTO event VALUES (?, zeroblob(16), ?, randomblob(16), ?, ?, ?, randomblob(32))", &p->event) ||
      prepare(p, "INSERT INTO payload VALUES (?, randomblob(16), ?)", &p->payload))
    return NULL;
  return p;
}

static int insert(record *p, int body, int payload) {
  unsigned char previous[32] = {0};
  sqlite3_int64 number = 1;
  if (sqlite3_step(p->last) == SQLITE_ROW) {
    number = sqlite3_column_int64(p->last, 0) + 1;
    memcpy(previous, sqlite3_column_blob(p->last, 1), sizeof previous);
  }
  sqlite3_reset(p->last);
  char *bytes = calloc(1, body > payload ? body : payload);
  sqlite3_bind_int64(p->event, 1, number);
  sqlite3_bind_int64(p->event, 2, number);
  sqlite3_bind_blob(p->event, 3, bytes, body, SQLITE_STATIC);
  sqlite3_bind_blob(p->event, 4, previous, sizeof previous, SQLITE_STATIC);
  sqlite3_bind_blob(p->event, 5, previous, sizeof previous, SQLITE_STATIC);
  sqlite3_bind_int64(p->payload, 1, number);
  sqlite3_bind_blob(p->payload, 2, bytes, payload, SQLITE_STATIC);
  sqlite3_step(p->event);
  int rc = sqlite3_reset(p->event);
  if (rc == SQLITE_OK) {
    sqlite3_step(p->payload);
    rc = sqlite3_reset(p->payload);
  }
  free(bytes);
  return rc;
}

int reference_append(record *p, int body, int payload) {
  flock(p->lock, LOCK_EX);
  int rc = sqlite3_exec(p->db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
  if (rc == SQLITE_OK) rc = insert(p, body, payload);
  if (rc == SQLITE_OK) rc = sqlite3_exec(p->db, "COMMIT", NULL, NULL, NULL);
  if (p->pages > 1024) sqlite3_wal_checkpoint_v2(p->db, "main", SQLITE_CHECKPOINT_RESTART, NULL, NULL);
  flock(p->lock, LOCK_UN);
  return rc;
}

void reference_close(record *p) {
  sqlite3_finalize(p->last);
  sqlite3_finalize(p->event);
  sqlite3_finalize(p->payload);
  sqlite3_close(p->db);
  close(p->lock);
  free(p);
}
