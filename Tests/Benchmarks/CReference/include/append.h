#pragma once

/* The floor for a durable append: the same rows in C with sqlite3 alone, with the same triggers, under the same
   lock, with as many bytes hashed. */

typedef struct record record;

/* Makes the database; NULL where it cannot. */
record *reference_open(const char *path);

/* Writes one event of `body` bytes with a payload of `payload` bytes, synced; 0 or SQLite's error. */
int reference_append(record *p, int body, int payload);

void reference_close(record *p);
