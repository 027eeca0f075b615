#include "library.h"
#include <unistd.h>

CURL *ccurl_easy_init(void) { return ccurl_library.easy_init(); }
void ccurl_easy_cleanup(CURL *easy) { ccurl_library.easy_cleanup(easy); }
void ccurl_easy_reset(CURL *easy) { ccurl_library.easy_reset(easy); }
CURLcode ccurl_easy_perform(CURL *easy) { return ccurl_library.easy_perform(easy); }
const char *ccurl_error_text(CURLcode code) { return ccurl_library.easy_strerror(code); }

CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value) {
  return ccurl_library.easy_setopt(easy, option, value);
}

CURLcode ccurl_set_text(CURL *easy, CURLoption option, const char *text) {
  return ccurl_library.easy_setopt(easy, option, text);
}

CURLcode ccurl_set_pointer(CURL *easy, CURLoption option, void *pointer) {
  return ccurl_library.easy_setopt(easy, option, pointer);
}

CURLcode ccurl_set_list(CURL *easy, CURLoption option, struct curl_slist *list) {
  return ccurl_library.easy_setopt(easy, option, list);
}

CURLcode ccurl_set_receiver(CURL *easy, CURLoption option, ccurl_receiver receiver) {
  return ccurl_library.easy_setopt(easy, option, receiver);
}

// Debian's and Red Hat's file of authorities, whichever is there.
static const char *system_authorities(void) {
  static const char *const places[] = {"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
                                       "/etc/ssl/cert.pem"};
  for (size_t i = 0; i < sizeof places / sizeof *places; i++)
    if (access(places[i], R_OK) == 0) return places[i];
  return NULL;
}

void ccurl_set_common(CURL *easy) {
  const struct {
    CURLoption option;
    long value;
  } numbers[] = {
      {CURLOPT_NOSIGNAL, 1},
      // Without it, giving up on a name would wait for the resolver's thread, and all other transfers with it.
      {CURLOPT_QUICK_EXIT, 1},
      {CURLOPT_DNS_CACHE_TIMEOUT, 0},
      {CURLOPT_NETRC, CURL_NETRC_IGNORED},
      {CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1},
      {CURLOPT_HTTP09_ALLOWED, 0},
      {CURLOPT_UNRESTRICTED_AUTH, 0},
      // A kept connection would answer for a service that takes no new ones.
      {CURLOPT_FRESH_CONNECT, 1},
      {CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2},
      // A resumed session would hide a changed certificate.
      {CURLOPT_SSL_SESSIONID_CACHE, 0},
  };
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    ccurl_library.easy_setopt(easy, numbers[i].option, numbers[i].value);
  ccurl_library.easy_setopt(easy, CURLOPT_PROXY, "");
  ccurl_library.easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  ccurl_library.easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  ccurl_library.easy_setopt(easy, CURLOPT_USERAGENT, "sitrep");
  // With a folder of authorities libcurl reads all of them at each handshake: 28 ms instead of 1.
  ccurl_library.easy_setopt(easy, CURLOPT_CAPATH, NULL);
  ccurl_library.easy_setopt(easy, CURLOPT_CAINFO, system_authorities());
}

struct curl_slist *ccurl_list_append(struct curl_slist *list, const char *text) {
  return ccurl_library.slist_append(list, text);
}

void ccurl_list_free(struct curl_slist *list) { ccurl_library.slist_free_all(list); }

long ccurl_long(CURL *easy, CURLINFO info) {
  long value = 0;
  return ccurl_library.easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0;
}

int64_t ccurl_offset(CURL *easy, CURLINFO info) {
  curl_off_t value = 0;
  return ccurl_library.easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0;
}

int ccurl_active_socket(CURL *easy) {
  curl_socket_t socket = CURL_SOCKET_BAD;
  return ccurl_library.easy_getinfo(easy, CURLINFO_ACTIVESOCKET, &socket) == CURLE_OK ? socket : -1;
}

CURLM *ccurl_multi_init(void) { return ccurl_library.multi_init(); }
void ccurl_multi_cleanup(CURLM *multi) { ccurl_library.multi_cleanup(multi); }

CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return ccurl_library.multi_setopt(multi, option, value);
}

CURLMcode ccurl_multi_add(CURLM *multi, CURL *easy) { return ccurl_library.multi_add_handle(multi, easy); }

CURLMcode ccurl_multi_remove(CURLM *multi, CURL *easy) {
  return ccurl_library.multi_remove_handle(multi, easy);
}

CURLMcode ccurl_multi_perform(CURLM *multi) {
  int running = 0;
  return ccurl_library.multi_perform(multi, &running);
}

CURLMcode ccurl_multi_poll(CURLM *multi, struct curl_waitfd *extra, unsigned count, int milliseconds) {
  int ready = 0;
  return ccurl_library.multi_poll(multi, extra, count, milliseconds, &ready);
}

CURLMcode ccurl_multi_wakeup(CURLM *multi) { return ccurl_library.multi_wakeup(multi); }

bool ccurl_multi_next_done(CURLM *multi, CURL **easy, void **context, CURLcode *result) {
  int left = 0;
  CURLMsg *message;
  while ((message = ccurl_library.multi_info_read(multi, &left)) != NULL) {
    if (message->msg != CURLMSG_DONE) continue;
    *easy = message->easy_handle;
    *result = message->data.result;
    *context = NULL;
    ccurl_library.easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)context);
    return true;
  }
  return false;
}
