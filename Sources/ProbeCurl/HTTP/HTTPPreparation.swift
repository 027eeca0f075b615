import CCurl
import Domain

extension Transfer {
  /// Sets the handle up for its job; what is wrong with the probe, or nil.
  func prepare(_ allowance: Duration) -> String? {
    guard let job else { return "nothing is asked" }
    prepareCommon(allowance)
    switch job.question.kind {
    case .http(let http, let headers, let password):
      return prepare(http, headers: headers, password: password)
    case .tcp(let tcp):
      return prepare(tcp)
    }
  }

  var isConnectOnly: Bool {
    guard case .tcp = job?.question.kind else { return false }
    return true
  }

  private func prepareCommon(_ allowance: Duration) {
    set(CURLOPT_PRIVATE, context)
    set(CURLOPT_ERRORBUFFER, errorText)
    ccurl_set_common(easy)
    // One clock, the operator's: a limit of its own for connecting or for slowness would cut it short untold.
    let milliseconds = Int(max(1, allowance.milliseconds))
    set(CURLOPT_TIMEOUT_MS, milliseconds)
    set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds)
    notes.pointee.easy = easy
    ccurl_take_notes(easy, notes)
  }

  private func prepare(_ http: HTTPProbe, headers: [String], password: String?) -> String? {
    if let problem = HTTPProblem.find(in: http) { return problem }
    set(CURLOPT_URL, http.url)
    set(CURLOPT_FOLLOWLOCATION, http.follow > 0 ? 1 : 0)
    set(CURLOPT_MAXREDIRS, max(0, http.follow))
    set(CURLOPT_FORBID_REUSE, 1)
    prepareRequest(http, headers: headers)
    prepareTrust(http.tls)
    if let auth = http.basicAuth {
      set(CURLOPT_HTTPAUTH, 1)
      set(CURLOPT_USERNAME, auth.user)
      set(CURLOPT_PASSWORD, password ?? "")
    }
    if let proxy = http.proxy { set(CURLOPT_PROXY, proxy) }
    ccurl_set_list(easy, CURLOPT_CONNECT_TO, list(http.resolve.compactMap(connectTo)))
    bodyLimit = http.bodyLimit
    ccurl_set_receiver(easy, CURLOPT_WRITEFUNCTION, receiveBody)
    set(CURLOPT_WRITEDATA, context)
    ccurl_set_receiver(easy, CURLOPT_HEADERFUNCTION, receiveHeader)
    set(CURLOPT_HEADERDATA, context)
    return nil
  }

  private func prepareRequest(_ http: HTTPProbe, headers: [String]) {
    // libcurl would wait a second for a "100 Continue" before it sends a large body.
    ccurl_set_list(easy, CURLOPT_HTTPHEADER, list(headers + (http.body == nil ? [] : ["Expect:"])))
    if let body = http.body {
      set(CURLOPT_POSTFIELDSIZE, body.utf8.count)
      set(CURLOPT_COPYPOSTFIELDS, body)
    }
    switch (http.method, http.body) {
    case ("GET", nil), ("POST", .some): break
    case ("HEAD", nil): set(CURLOPT_NOBODY, 1)
    default: set(CURLOPT_CUSTOMREQUEST, http.method)
    }
  }

  private func prepareTrust(_ tls: TLSOptions) {
    set(CURLOPT_SSL_VERIFYPEER, tls.verify ? 1 : 0)
    set(CURLOPT_SSL_VERIFYHOST, tls.verify ? 2 : 0)
    if let authorities = tls.authorities { set(CURLOPT_CAINFO, authorities) }
    if let certificate = tls.clientCertificate { set(CURLOPT_SSLCERT, certificate) }
    if let key = tls.clientKey { set(CURLOPT_SSLKEY, key) }
  }

  func set(_ option: CURLoption, _ value: Int) { ccurl_set_long(easy, option, value) }
  func set(_ option: CURLoption, _ value: String?) { ccurl_set_text(easy, option, value) }
  func set(_ option: CURLoption, _ value: UnsafeMutableRawPointer) { ccurl_set_pointer(easy, option, value) }
}

/// `host:port:address` as libcurl's CONNECT_TO has it, which unlike RESOLVE leaves no trace for other probes.
private func connectTo(_ entry: String) -> String? {
  let parts = entry.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
  guard parts.count == 3 else { return nil }
  let address = parts[2].contains(":") && !parts[2].hasPrefix("[") ? "[\(parts[2])]" : String(parts[2])
  return "\(parts[0]):\(parts[1]):\(address):\(parts[1])"
}
