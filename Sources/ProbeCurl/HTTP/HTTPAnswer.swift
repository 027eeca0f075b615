import CCurl
import Domain
import Glibc

extension Transfer {
  /// What a finished transfer has to say.
  func answer(_ code: CURLcode) -> ProbeAnswer {
    // We ended it ourselves, with all the body that was asked for in hand.
    let isWhole = code == CURLE_OK || (code == CURLE_WRITE_ERROR && isTruncated)
    let failure = isWhole ? nil : failure(code)
    var answer = ProbeAnswer(failure: failure, values: phases(), text: body)
    body = []
    addCertificate(to: &answer.values, failure: failure)
    let status = ccurl_long(easy, CURLINFO_RESPONSE_CODE)
    if status > 0 {
      answer.values["status"] = Double(status)
      answer.values["size"] = Double(bodyBytes)
    }
    if isWhole { answer.values["latency"] = seconds(CURLINFO_TOTAL_TIME_T) }
    return answer
  }

  /// Seconds in each phase that was reached.
  func phases() -> [String: Double] {
    let name = seconds(CURLINFO_NAMELOOKUP_TIME_T)
    let connect = seconds(CURLINFO_CONNECT_TIME_T)
    let tls = seconds(CURLINFO_APPCONNECT_TIME_T)
    let sent = seconds(CURLINFO_PRETRANSFER_TIME_T)
    let first = seconds(CURLINFO_STARTTRANSFER_TIME_T)
    var values: [String: Double] = [:]
    if name > 0 { values["dns"] = name }
    if connect > 0 { values["connect"] = max(0, connect - name) }
    if tls > 0 { values["tls"] = max(0, tls - connect) }
    if first > 0 { values["first_byte"] = max(0, first - sent) }
    return values
  }

  private func addCertificate(to values: inout [String: Double], failure: ProbeFailure?) {
    let notes = notes.pointee
    if notes.has_certificate { values["cert_days"] = notes.certificate_days }
    guard notes.handshake_begun else { return }
    switch failure?.kind {
    case .certificate, .tls: values["tls_ok"] = 0
    case nil: values["tls_ok"] = notes.chain_verified ? 1 : 0
    default: break
    }
  }

  private func seconds(_ info: CURLINFO) -> Double { Double(ccurl_offset(easy, info)) / 1_000_000 }

  func failure(_ code: CURLcode) -> ProbeFailure {
    if notes.pointee.address_refused {
      return ProbeFailure(
        kind: .unexpectedAnswer, detail: "redirected to a link-local address, which is not followed")
    }
    if hasTooMuchHeader {
      return ProbeFailure(kind: .unexpectedAnswer, detail: "more than 64 KiB of headers")
    }
    let words = words(for: code)
    return ProbeFailure(kind: kind(of: code, words: words), detail: words)
  }

  private func kind(of code: CURLcode, words: String) -> ProbeFailure.Kind {
    let hasConnected = ccurl_offset(easy, CURLINFO_CONNECT_TIME_T) > 0
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: return .nameNotResolved
    case CURLE_COULDNT_CONNECT: return kindOfRefusal()
    case CURLE_OPERATION_TIMEDOUT: return words.hasPrefix("Resolving") ? .nameNotResolved : .timedOut
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR: return .certificate
    case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_USE_SSL_FAILED: return .tls
    case CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_HTTP2,
      CURLE_HTTP2_STREAM:
      return .connectionLost
    case CURLE_WEIRD_SERVER_REPLY, CURLE_TOO_MANY_REDIRECTS, CURLE_BAD_CONTENT_ENCODING:
      return .unexpectedAnswer
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT:
      return hasConnected ? .unexpectedAnswer : .notStarted
    case CURLE_SSL_CERTPROBLEM, CURLE_SSL_CACERT_BADFILE, CURLE_BAD_FUNCTION_ARGUMENT: return .notStarted
    default: return .other
    }
  }

  private func kindOfRefusal() -> ProbeFailure.Kind {
    switch Int32(ccurl_long(easy, CURLINFO_OS_ERRNO)) {
    case ECONNREFUSED: .refused
    case ETIMEDOUT: .timedOut
    default: .other
    }
  }
}
