#include "library.h"

CURL *ccurl_easy_init(void) { return ccurl_library.easy_init(); }
void ccurl_easy_cleanup(CURL *easy) { ccurl_library.easy_cleanup(easy); }
void ccurl_easy_reset(CURL *easy) { ccurl_library.easy_reset(easy); }
CURLcode ccurl_easy_perform(CURL *easy) { return ccurl_library.easy_perform(easy); }
const char *ccurl_error_text(CURLcode code) { return ccurl_library.easy_strerror(code); }

CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value) {
  return ccurl_library.easy_setopt(easy, option, value);
}

CURLcode ccurl_set_size(CURL *easy, CURLoption option, curl_off_t value) {
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
