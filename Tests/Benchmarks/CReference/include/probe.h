#pragma once

/// Starts a process that answers each connection to `listener` with a small page; its number, or -1.
int reference_serve(int listener);

/// Asks `url` over a fresh connection `count` times, `at_once` at a time, as a plain C program would with libcurl's
/// multi interface; returns how many answered 200.
long reference_probe(const char *url, long count, long at_once);
