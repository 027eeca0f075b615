#include "ccrypto.h"
#include <dlfcn.h>
#include <pthread.h>

// The numbers and signatures of OpenSSL 3's stable interface; its headers are not needed to build.
enum { ED25519 = 1087 };

static struct {
  void *(*new_private)(int, void *, const uint8_t *, size_t);
  void *(*new_public)(int, void *, const uint8_t *, size_t);
  int (*get_public)(const void *, uint8_t *, size_t *);
  void (*free_key)(void *);
  void *(*new_context)(void);
  void (*free_context)(void *);
  int (*sign_init)(void *, void **, const void *, void *, void *);
  int (*sign)(void *, uint8_t *, size_t *, const uint8_t *, size_t);
  int (*verify_init)(void *, void **, const void *, void *, void *);
  int (*verify)(void *, const uint8_t *, size_t, const uint8_t *, size_t);
} library;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static bool loaded;

static void load(void) {
  void *handle = dlopen("libcrypto.so.3", RTLD_NOW | RTLD_LOCAL);
  if (handle == NULL) return;
  const struct {
    const char *name;
    void *place;
  } symbols[] = {
      {"EVP_PKEY_new_raw_private_key", &library.new_private},
      {"EVP_PKEY_new_raw_public_key", &library.new_public},
      {"EVP_PKEY_get_raw_public_key", &library.get_public},
      {"EVP_PKEY_free", &library.free_key},
      {"EVP_MD_CTX_new", &library.new_context},
      {"EVP_MD_CTX_free", &library.free_context},
      {"EVP_DigestSignInit", &library.sign_init},
      {"EVP_DigestSign", &library.sign},
      {"EVP_DigestVerifyInit", &library.verify_init},
      {"EVP_DigestVerify", &library.verify},
  };
  for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
    void *found = dlsym(handle, symbols[i].name);
    if (found == NULL) return;
    *(void **)symbols[i].place = found;
  }
  loaded = true;
}

static bool is_there(void) {
  pthread_once(&once, load);
  return loaded;
}

bool ccrypto_public_key(const uint8_t seed[32], uint8_t public_key[32]) {
  if (!is_there()) return false;
  void *key = library.new_private(ED25519, NULL, seed, 32);
  if (key == NULL) return false;
  size_t length = 32;
  bool made = library.get_public(key, public_key, &length) == 1 && length == 32;
  library.free_key(key);
  return made;
}

bool ccrypto_sign(const uint8_t seed[32], const uint8_t *message, size_t length, uint8_t signature[64]) {
  if (!is_there()) return false;
  void *key = library.new_private(ED25519, NULL, seed, 32);
  void *context = library.new_context();
  size_t written = 64;
  bool made = key != NULL && context != NULL && library.sign_init(context, NULL, NULL, NULL, key) == 1 &&
              library.sign(context, signature, &written, message, length) == 1 && written == 64;
  library.free_context(context);
  library.free_key(key);
  return made;
}

bool ccrypto_verify(const uint8_t public_key[32], const uint8_t *message, size_t length,
                    const uint8_t signature[64], bool *holds) {
  if (!is_there()) return false;
  void *key = library.new_public(ED25519, NULL, public_key, 32);
  void *context = library.new_context();
  bool begun = key != NULL && context != NULL && library.verify_init(context, NULL, NULL, NULL, key) == 1;
  *holds = begun && library.verify(context, signature, 64, message, length) == 1;
  library.free_context(context);
  library.free_key(key);
  return begun;
}
