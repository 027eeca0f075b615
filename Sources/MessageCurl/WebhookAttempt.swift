import CCurl
import Clients

/// One attempt to hand over a message; blocks its thread for ten seconds at most.
struct WebhookAttempt {
  private let request: WebhookRequest

  private static let connectTime = 3000
  private static let wholeTime = 10_000

  init(_ request: WebhookRequest) { self.request = request }

  func result() -> MessageResult {
    guard ccurl_load() else { return .refused(reason: String(cString: ccurl_load_error())) }
    guard let easy = ccurl_easy_init() else { return .temporary(reason: "libcurl has no memory") }
    defer { ccurl_easy_cleanup(easy) }
    var list: UnsafeMutablePointer<curl_slist>?
    // libcurl would wait a second for a "100 Continue" before it sends a long text.
    for header in request.headers + ["Expect:"] { list = ccurl_list_append(list, header) ?? list }
    defer { ccurl_list_free(list) }
    ccurl_set_list(easy, CURLOPT_HTTPHEADER, list)
    prepare(easy)
    let reply = Reply()
    var notes = ccurl_notes()
    notes.refuse_link_local_always = true
    let code = withUnsafeMutablePointer(to: &notes) { notes in
      withExtendedLifetime(reply) {
        ccurl_take_notes(easy, notes)
        ccurl_set_receiver(easy, CURLOPT_WRITEFUNCTION, receiveReply)
        ccurl_set_pointer(easy, CURLOPT_WRITEDATA, Unmanaged.passUnretained(reply).toOpaque())
        return ccurl_easy_perform(easy)
      }
    }
    return judge(easy, code, reply, refusedAddress: notes.address_refused)
  }

  private func prepare(_ easy: UnsafeMutableRawPointer) {
    ccurl_set_common(easy)
    ccurl_set_long(easy, CURLOPT_TIMEOUT_MS, Self.wholeTime)
    ccurl_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, Self.connectTime)
    ccurl_set_text(easy, CURLOPT_URL, request.url)
    ccurl_set_text(easy, CURLOPT_CUSTOMREQUEST, request.method)
    ccurl_set_long(easy, CURLOPT_POSTFIELDSIZE, request.body.count)
    // One byte more than is sent: for an empty body the address would be NULL, and libcurl would read standard input.
    (request.body + [0]).withUnsafeBytes { bytes in
      _ = ccurl_set_pointer(
        easy, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: bytes.baseAddress))
    }
  }
}

extension WebhookAttempt {
  private func judge(
    _ easy: UnsafeMutableRawPointer, _ code: CURLcode, _ reply: Reply, refusedAddress: Bool
  ) -> MessageResult {
    let status = ccurl_long(easy, CURLINFO_RESPONSE_CODE)
    // With a status in hand the rest of the reply does not matter.
    if status >= 200, code == CURLE_OK || status < 300 { return judge(status, reply) }
    if refusedAddress { return .refused(reason: "its address is link-local, where no channel is") }
    let words = String(cString: ccurl_error_text(code))
    let wasSent = ccurl_long(easy, CURLINFO_REQUEST_SIZE) > 0
    switch code {
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_URL_MALFORMAT,
      CURLE_UNSUPPORTED_PROTOCOL:
      return .refused(reason: words)
    default:
      guard wasSent, !request.isRepeatable else { return .temporary(reason: words) }
      return .refused(
        reason: "\(words), after it was sent: it may have arrived, look before you send it again")
    }
  }

  private func judge(_ status: Int, _ reply: Reply) -> MessageResult {
    if (200..<300).contains(status) { return .sent }
    let said = String(decoding: reply.start, as: UTF8.self).redacting(secretParts)
    let reason = said.isEmpty ? "it answered \(status)" : "it answered \(status): \(said)"
    switch status {
    case 408, 429, 500...: return .temporary(reason: reason)
    case 300..<400:
      return .refused(reason: "\(reason) (redirects are not followed: write the address itself)")
    default: return .refused(reason: reason)
    }
  }

  /// The address whole and without its host: a chat's webhook is a password.
  private var secretParts: [String] {
    let host = request.url.firstRange(of: "://").map { request.url[$0.upperBound...] } ?? request.url[...]
    let path = host.drop { $0 != "/" }
    return [request.url, String(path), String(path.prefix { $0 != "?" })]
  }
}

/// The beginning of what the receiver says: a class, for libcurl holds its address.
private final class Reply {
  private(set) var start: [UInt8] = []
  private var total = 0

  static let kept = 200
  static let limit = 64 * 1024

  func accept(_ bytes: UnsafeRawBufferPointer) -> Int {
    total += bytes.count
    start += bytes.prefix(Self.kept - start.count)
    return total > Self.limit ? 0 : bytes.count
  }
}

private let receiveReply: ccurl_receiver = { bytes, size, count, context in
  guard let bytes, let context else { return 0 }
  let reply = Unmanaged<Reply>.fromOpaque(context).takeUnretainedValue()
  return reply.accept(UnsafeRawBufferPointer(start: bytes, count: size * count))
}
