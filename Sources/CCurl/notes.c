#define _GNU_SOURCE
#include "library.h"
#include <math.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static void note_end(struct ccurl_notes *notes, const void *certificate, time_t now) {
  struct tm tm;
  memset(&tm, 0, sizeof tm);
  if (certificate == NULL || ccurl_tls.time_to_tm(ccurl_tls.get0_not_after(certificate), &tm) != 1) return;
  double days = difftime(timegm(&tm), now) / 86400;
  if (!notes->has_certificate || days < notes->certificate_days) notes->certificate_days = days;
  notes->has_certificate = true;
}

// Judges as OpenSSL would, and notes the dates whatever the verdict: libcurl's CERTINFO is empty after a refusal.
static int verify(void *store, void *argument) {
  struct ccurl_notes *notes = argument;
  int verdict = ccurl_tls.verify_cert(store);
  time_t now = time(NULL);
  // A stale cross-signed certificate beside a good chain harms nobody, so a verified chain speaks alone.
  const void *chain = verdict == 1 ? ccurl_tls.get0_chain(store) : ccurl_tls.get0_untrusted(store);
  notes->chain_verified = verdict == 1;
  notes->has_certificate = false;
  note_end(notes, ccurl_tls.get0_cert(store), now);
  for (int i = 0; chain != NULL && i < ccurl_tls.stack_count(chain); i++)
    note_end(notes, ccurl_tls.stack_value(chain, i), now);
  return verdict;
}

static CURLcode begin_handshake(CURL *easy, void *context, void *argument) {
  (void)easy;
  struct ccurl_notes *notes = argument;
  notes->handshake_begun = true;
  ccurl_tls.set_cert_verify_callback(context, verify, argument);
  return CURLE_OK;
}

static bool is_link_local(const struct sockaddr *address) {
  static const unsigned char mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  static const unsigned char amazon[8] = {0xfd, 0x00, 0x0e, 0xc2};
  if (address->sa_family == AF_INET) {
    const struct sockaddr_in *v4 = (const struct sockaddr_in *)address;
    return (ntohl(v4->sin_addr.s_addr) >> 16) == 0xA9FE;
  }
  if (address->sa_family != AF_INET6) return false;
  const unsigned char *v6 = ((const struct sockaddr_in6 *)address)->sin6_addr.s6_addr;
  if (memcmp(v6, mapped, 12) == 0) return v6[12] == 0xA9 && v6[13] == 0xFE;
  return (v6[0] == 0xfe && (v6[1] & 0xc0) == 0x80) || memcmp(v6, amazon, 8) == 0;
}

// Cloud hosts give their credentials to whoever asks a link-local address: no stranger's redirect leads there.
static curl_socket_t open_socket(void *argument, curlsocktype purpose, struct curl_sockaddr *address) {
  (void)purpose;
  struct ccurl_notes *notes = argument;
  bool guarded = notes->refuse_link_local_always || ccurl_long(notes->easy, CURLINFO_REDIRECT_COUNT) > 0;
  if (guarded && is_link_local(&address->addr)) {
    notes->address_refused = true;
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

void ccurl_take_notes(CURL *easy, struct ccurl_notes *notes) {
  notes->easy = easy;
  ccurl_library.easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  ccurl_library.easy_setopt(easy, CURLOPT_OPENSOCKETDATA, notes);
  if (!ccurl_has_tls) return;
  ccurl_library.easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, begin_handshake);
  ccurl_library.easy_setopt(easy, CURLOPT_SSL_CTX_DATA, notes);
}
