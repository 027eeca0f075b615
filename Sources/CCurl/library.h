// The functions of libcurl and libssl that are used, found at run time.
#pragma once
#include "include/ccurl.h"

struct ccurl_library {
  CURLcode (*global_init)(long);
  CURL *(*easy_init)(void);
  void (*easy_cleanup)(CURL *);
  void (*easy_reset)(CURL *);
  CURLcode (*easy_perform)(CURL *);
  const char *(*easy_strerror)(CURLcode);
  CURLcode (*easy_setopt)(CURL *, CURLoption, ...);
  CURLcode (*easy_getinfo)(CURL *, CURLINFO, ...);
  struct curl_slist *(*slist_append)(struct curl_slist *, const char *);
  void (*slist_free_all)(struct curl_slist *);
  CURLM *(*multi_init)(void);
  CURLMcode (*multi_cleanup)(CURLM *);
  CURLMcode (*multi_setopt)(CURLM *, CURLMoption, ...);
  CURLMcode (*multi_add_handle)(CURLM *, CURL *);
  CURLMcode (*multi_remove_handle)(CURLM *, CURL *);
  CURLMcode (*multi_perform)(CURLM *, int *);
  CURLMcode (*multi_poll)(CURLM *, struct curl_waitfd *, unsigned, int, int *);
  CURLMcode (*multi_wakeup)(CURLM *);
  CURLMsg *(*multi_info_read)(CURLM *, int *);
};

/// OpenSSL as libcurl itself has it; all NULL where libcurl was built with another library.
struct ccurl_tls {
  void (*set_cert_verify_callback)(void *context, int (*verify)(void *, void *), void *argument);
  int (*verify_cert)(void *store);
  void *(*get0_untrusted)(void *store);
  void *(*get0_chain)(void *store);
  void *(*get0_cert)(void *store);
  int (*stack_count)(const void *stack);
  void *(*stack_value)(const void *stack, int index);
  const void *(*get0_not_after)(const void *certificate);
  int (*time_to_tm)(const void *time, struct tm *tm);
};

extern struct ccurl_library ccurl_library;
extern struct ccurl_tls ccurl_tls;
extern bool ccurl_has_tls;
