// libcurl for Swift: variadic functions as typed ones, loaded at the first use instead of linked.
#pragma once
#define CURL_DISABLE_TYPECHECK 1
#include <curl/curl.h>
#include <stdbool.h>
#include <stdint.h>

/// Loads libcurl once in the life of the process; nothing below may be called before it has returned true.
bool ccurl_load(void);
/// Why libcurl could not be loaded; an empty text once it is.
const char *ccurl_load_error(void);

CURL *ccurl_easy_init(void);
void ccurl_easy_cleanup(CURL *easy);
/// Forgets all options; keeps nothing of the transfer before.
void ccurl_easy_reset(CURL *easy);
CURLcode ccurl_easy_perform(CURL *easy);
const char *ccurl_error_text(CURLcode code);

CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value);
/// Text is copied by libcurl; NULL takes the option back.
CURLcode ccurl_set_text(CURL *easy, CURLoption option, const char *text);
CURLcode ccurl_set_pointer(CURL *easy, CURLoption option, void *pointer);
/// A list is not copied: it must live until the transfer is over.
CURLcode ccurl_set_list(CURL *easy, CURLoption option, struct curl_slist *list);

/// Takes `count` bytes and returns how many it accepted; fewer end the transfer.
typedef size_t (*ccurl_receiver)(char *bytes, size_t size, size_t count, void *context);
CURLcode ccurl_set_receiver(CURL *easy, CURLoption option, ccurl_receiver receiver);

/// What holds for every probe and message: HTTP/1.1 on a new connection, no signals, no caches, no surroundings
/// (proxy variables, .netrc), TLS 1.2 or newer, the system's authorities, no other protocol even after a redirect.
void ccurl_set_common(CURL *easy);

struct curl_slist *ccurl_list_append(struct curl_slist *list, const char *text);
void ccurl_list_free(struct curl_slist *list);

/// 0 where libcurl does not know.
long ccurl_long(CURL *easy, CURLINFO info);
/// Microseconds or bytes; 0 where libcurl does not know.
int64_t ccurl_offset(CURL *easy, CURLINFO info);
/// The socket of a connect-only transfer, or -1.
int ccurl_active_socket(CURL *easy);

CURLM *ccurl_multi_init(void);
/// All easy handles must have been removed.
void ccurl_multi_cleanup(CURLM *multi);
CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value);
CURLMcode ccurl_multi_add(CURLM *multi, CURL *easy);
CURLMcode ccurl_multi_remove(CURLM *multi, CURL *easy);
CURLMcode ccurl_multi_perform(CURLM *multi);
CURLMcode ccurl_multi_poll(CURLM *multi, struct curl_waitfd *extra, unsigned count, int milliseconds);
/// Ends a poll from any thread.
CURLMcode ccurl_multi_wakeup(CURLM *multi);
/// The next transfer that is over, its context (CURLOPT_PRIVATE) and its result; false when there is none.
bool ccurl_multi_next_done(CURLM *multi, CURL **easy, void **context, CURLcode *result);

/// What a transfer's callbacks noted about its connection.
struct ccurl_notes {
  /// Days until the earliest certificate of the verified chain ends; of the presented one where that failed.
  double certificate_days;
  bool has_certificate;
  /// OpenSSL's own verdict on the chain; a wrong host name is found later, by libcurl.
  bool chain_verified;
  bool handshake_begun;
  /// A connection to a link-local address was refused.
  bool address_refused;
  /// Refuses link-local addresses on the first connection too, not only after a redirect.
  bool refuse_link_local_always;
  CURL *easy;
};

/// Lets a transfer note its certificates and refuse link-local addresses; `notes` must outlive the transfer.
void ccurl_take_notes(CURL *easy, struct ccurl_notes *notes);
