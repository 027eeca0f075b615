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
    "PRAGMA recursive_triggers = ON; PRAGMA secure_delete = ON; PRAGMA cell_size_check = ON;"
    "CREATE TABLE event (gseq INTEGER PRIMARY KEY, incident BLOB, seq INTEGER NOT NULL,"
    " event_id BLOB NOT NULL UNIQUE, body BLOB NOT NULL, prev_i BLOB NOT NULL, prev_g BLOB NOT NULL,"
    " hash BLOB NOT NULL UNIQUE, UNIQUE (incident, seq)) STRICT;"
    "CREATE TABLE payload (gseq INTEGER PRIMARY KEY REFERENCES event (gseq), salt BLOB NOT NULL,"
    " data BLOB NOT NULL) STRICT;"
    "CREATE TRIGGER event_follows BEFORE INSERT ON event BEGIN"
    " SELECT RAISE(ABORT, 'there') WHERE EXISTS (SELECT 1 FROM event WHERE gseq = NEW.gseq)"
    "  OR EXISTS (SELECT 1 FROM event WHERE event_id = NEW.event_id)"
    "  OR EXISTS (SELECT 1 FROM event WHERE hash = NEW.hash);"
    " SELECT RAISE(ABORT, 'does not follow') WHERE NEW.gseq IS NOT coalesce((SELECT max(gseq) FROM event), 0) + 1"
    "  OR NEW.gseq > 1 AND NEW.prev_g IS NOT (SELECT hash FROM event ORDER BY gseq DESC LIMIT 1);"
    " SELECT RAISE(ABORT, 'does not follow') WHERE"
    "  NEW.seq IS NOT coalesce((SELECT max(seq) FROM event WHERE incident = NEW.incident), 0) + 1"
    "  OR NEW.seq > 1 AND NEW.prev_i IS NOT"
    "   (SELECT hash FROM event WHERE incident = NEW.incident ORDER BY seq DESC LIMIT 1); END;"
    "CREATE TRIGGER payload_is_new BEFORE INSERT ON payload WHEN EXISTS"
    " (SELECT 1 FROM payload WHERE gseq = NEW.gseq) BEGIN SELECT RAISE(ABORT, 'there'); END;"
    "CREATE TRIGGER payload_comes BEFORE INSERT ON payload WHEN NEW.gseq IS NOT (SELECT max(gseq) FROM event)"
    " BEGIN SELECT RAISE(ABORT, 'late'); END;";

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
      prepare(p, "INSERT INTO event VALUES (?, zeroblob(16), ?, randomblob(16), ?, ?, ?, ?)", &p->event) ||
      prepare(p, "INSERT INTO payload VALUES (?, randomblob(16), ?)", &p->payload))
    return NULL;
  return p;
}

static unsigned turn(unsigned word, int count) { return word >> count | word << (32 - count); }

/* SHA-256 as FIPS 180-4 has it. */
static void sha256(const char *bytes, size_t length, unsigned char digest[32]) {
  static const unsigned k[64] = {
      0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
      0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
      0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
      0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
      0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
      0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
      0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
      0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};
  unsigned state[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                       0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  size_t blocks = (length + 72) / 64;
  for (size_t block = 0; block < blocks; block++) {
    unsigned char chunk[64] = {0};
    size_t start = block * 64, count = start < length ? length - start : 0;
    memcpy(chunk, bytes + (count ? start : 0), count > 64 ? 64 : count);
    if (start <= length && length < start + 64) chunk[length - start] = 0x80;
    if (block + 1 == blocks)
      for (int place = 0; place < 8; place++) chunk[63 - place] = (unsigned char)(length * 8 >> 8 * place);
    unsigned w[64], v[8];
    for (int t = 0; t < 16; t++)
      w[t] = (unsigned)chunk[4 * t] << 24 | chunk[4 * t + 1] << 16 | chunk[4 * t + 2] << 8 | chunk[4 * t + 3];
    for (int t = 16; t < 64; t++)
      w[t] = w[t - 16] + w[t - 7] + (turn(w[t - 15], 7) ^ turn(w[t - 15], 18) ^ w[t - 15] >> 3) +
             (turn(w[t - 2], 17) ^ turn(w[t - 2], 19) ^ w[t - 2] >> 10);
    memcpy(v, state, sizeof v);
    for (int t = 0; t < 64; t++) {
      unsigned s1 = turn(v[4], 6) ^ turn(v[4], 11) ^ turn(v[4], 25);
      unsigned t1 = v[7] + s1 + (v[6] ^ (v[4] & (v[5] ^ v[6]))) + k[t] + w[t];
      unsigned s0 = turn(v[0], 2) ^ turn(v[0], 13) ^ turn(v[0], 22);
      unsigned t2 = s0 + ((v[0] & v[1]) | (v[2] & (v[0] | v[1])));
      memmove(v + 1, v, 7 * sizeof *v);
      v[4] += t1;
      v[0] = t1 + t2;
    }
    for (int i = 0; i < 8; i++) state[i] += v[i];
  }
  for (int i = 0; i < 32; i++) digest[i] = (unsigned char)(state[i / 4] >> (24 - 8 * (i % 4)));
}

static int insert(record *p, int body, int payload) {
  unsigned char previous[32] = {0};
  sqlite3_int64 number = 1;
  if (sqlite3_step(p->last) == SQLITE_ROW) {
    number = sqlite3_column_int64(p->last, 0) + 1;
    memcpy(previous, sqlite3_column_blob(p->last, 1), sizeof previous);
  }
  sqlite3_reset(p->last);
  char *bytes = calloc(1, (body > payload ? body : payload) + 224);
  unsigned char hash[32], commitment[32];
  sha256(bytes, payload + 224, commitment); /* HMAC hashes two blocks of its key and one digest more. */
  sha256(bytes, body + 65, hash);
  memcpy(hash, &number, sizeof number);
  sqlite3_bind_int64(p->event, 1, number);
  sqlite3_bind_int64(p->event, 2, number);
  sqlite3_bind_blob(p->event, 3, bytes, body, SQLITE_STATIC);
  sqlite3_bind_blob(p->event, 4, previous, sizeof previous, SQLITE_STATIC);
  sqlite3_bind_blob(p->event, 5, previous, sizeof previous, SQLITE_STATIC);
  sqlite3_bind_blob(p->event, 6, hash, sizeof hash, SQLITE_STATIC);
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
