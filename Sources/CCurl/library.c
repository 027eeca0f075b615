#define _GNU_SOURCE
#include "library.h"
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>

struct ccurl_library ccurl_library;
struct ccurl_tls ccurl_tls;
bool ccurl_has_tls;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static bool loaded;
static char load_error[256];

struct symbol {
  const char *name;
  void *place;
};

static bool find(void *library, const struct symbol *symbols, size_t count) {
  for (size_t i = 0; i < count; i++) {
    void *found = dlsym(library, symbols[i].name);
    if (found == NULL) {
      snprintf(load_error, sizeof load_error, "libcurl.so.4 lacks %s: libcurl 7.85 or newer is needed",
               symbols[i].name);
      return false;
    }
    *(void **)symbols[i].place = found;
  }
  return true;
}

static bool find_curl(void *library) {
  const struct symbol symbols[] = {
      {"curl_global_init", &ccurl_library.global_init},
      {"curl_easy_init", &ccurl_library.easy_init},
      {"curl_easy_cleanup", &ccurl_library.easy_cleanup},
      {"curl_easy_reset", &ccurl_library.easy_reset},
      {"curl_easy_perform", &ccurl_library.easy_perform},
      {"curl_easy_strerror", &ccurl_library.easy_strerror},
      {"curl_easy_setopt", &ccurl_library.easy_setopt},
      {"curl_easy_getinfo", &ccurl_library.easy_getinfo},
      {"curl_slist_append", &ccurl_library.slist_append},
      {"curl_slist_free_all", &ccurl_library.slist_free_all},
      {"curl_multi_init", &ccurl_library.multi_init},
      {"curl_multi_cleanup", &ccurl_library.multi_cleanup},
      {"curl_multi_setopt", &ccurl_library.multi_setopt},
      {"curl_multi_add_handle", &ccurl_library.multi_add_handle},
      {"curl_multi_remove_handle", &ccurl_library.multi_remove_handle},
      {"curl_multi_perform", &ccurl_library.multi_perform},
      {"curl_multi_poll", &ccurl_library.multi_poll},
      {"curl_multi_wakeup", &ccurl_library.multi_wakeup},
      {"curl_multi_info_read", &ccurl_library.multi_info_read},
  };
  return find(library, symbols, sizeof symbols / sizeof *symbols);
}

// dlsym on libcurl's handle looks through its dependencies too: it finds the very libssl that libcurl uses.
static bool find_tls(void *library) {
  const struct symbol symbols[] = {
      {"SSL_CTX_set_cert_verify_callback", &ccurl_tls.set_cert_verify_callback},
      {"X509_verify_cert", &ccurl_tls.verify_cert},
      {"X509_STORE_CTX_get0_untrusted", &ccurl_tls.get0_untrusted},
      {"X509_STORE_CTX_get0_chain", &ccurl_tls.get0_chain},
      {"X509_STORE_CTX_get0_cert", &ccurl_tls.get0_cert},
      {"OPENSSL_sk_num", &ccurl_tls.stack_count},
      {"OPENSSL_sk_value", &ccurl_tls.stack_value},
      {"X509_get0_notAfter", &ccurl_tls.get0_not_after},
      {"ASN1_TIME_to_tm", &ccurl_tls.time_to_tm},
  };
  return find(library, symbols, sizeof symbols / sizeof *symbols);
}

static void load(void) {
  void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) {
    snprintf(load_error, sizeof load_error, "%s: install the package libcurl4", dlerror());
    return;
  }
  if (!find_curl(library)) return;
  if (ccurl_library.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
    snprintf(load_error, sizeof load_error, "libcurl.so.4 could not be set up");
    return;
  }
  loaded = true;
  ccurl_has_tls = find_tls(library);
  load_error[0] = 0;
}

bool ccurl_load(void) {
  pthread_once(&once, load);
  return loaded;
}

const char *ccurl_load_error(void) { return load_error; }
