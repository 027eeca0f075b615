import Domain

/// What is wrong with a probe before anything is sent.
enum HTTPProblem {
  static func find(in http: HTTPProbe) -> String? {
    let scheme = http.url.prefix { $0 != ":" }.lowercased()
    if scheme != "http", scheme != "https" { return "the url must begin with http:// or https://" }
    let texts = [http.url, http.method, http.proxy ?? "", http.basicAuth?.user ?? ""]
    if texts.contains(where: { $0.utf8.contains { $0 < 0x20 || $0 == 0x7F } }) {
      return "the url, method, proxy or user holds a control character"
    }
    if http.method.isEmpty || http.method.contains(" ") { return "the method must be one word" }
    return nil
  }
}
