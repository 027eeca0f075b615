#ifndef CCRYPTO_H
#define CCRYPTO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// ed25519 (RFC 8032) from libcrypto, which comes with libcurl; loaded at the first call, never linked.
// Each returns false where the library is not there or refuses.

bool ccrypto_public_key(const uint8_t seed[32], uint8_t public_key[32]);
bool ccrypto_sign(const uint8_t seed[32], const uint8_t *message, size_t length, uint8_t signature[64]);
// Sets *holds; false only where nothing could be checked.
bool ccrypto_verify(const uint8_t public_key[32], const uint8_t *message, size_t length,
                    const uint8_t signature[64], bool *holds);

#endif
