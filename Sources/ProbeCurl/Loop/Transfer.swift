import CCurl
import Domain

/// One easy handle and what its callbacks gather: a class, for libcurl holds its address; used by the loop alone.
final class Transfer {
  let easy: UnsafeMutableRawPointer
  let notes: UnsafeMutablePointer<ccurl_notes>
  let errorText: UnsafeMutablePointer<CChar>
  var job: Job?
  var started = ContinuousClock.now
  var holdsHandshake = false
  var lists: [UnsafeMutablePointer<curl_slist>] = []

  var body: [UInt8] = []
  var bodyLimit = 0
  var bodyBytes = 0
  var isTruncated = false
  var headerBytes = 0
  var hasTooMuchHeader = false

  static let headerLimit = 64 * 1024

  init?() {
    guard let easy = ccurl_easy_init() else { return nil }
    self.easy = easy
    notes = .allocate(capacity: 1)
    notes.initialize(to: ccurl_notes())
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
  }

  deinit {
    ccurl_easy_cleanup(easy)
    freeLists()
    notes.deallocate()
    errorText.deallocate()
  }

  func begin(_ job: Job, at now: ContinuousClock.Instant) {
    self.job = job
    started = now
    body = []
    bodyBytes = 0
    isTruncated = false
    headerBytes = 0
    hasTooMuchHeader = false
    notes.pointee = ccurl_notes()
    errorText[0] = 0
    ccurl_easy_reset(easy)
    freeLists()
  }

  /// Keeps a list alive for as long as libcurl may read it.
  func list(_ lines: [String]) -> UnsafeMutablePointer<curl_slist>? {
    var list: UnsafeMutablePointer<curl_slist>?
    for line in lines { list = ccurl_list_append(list, line) ?? list }
    if let list { lists.append(list) }
    return list
  }

  private func freeLists() {
    for list in lists { ccurl_list_free(list) }
    lists = []
  }

  /// libcurl's own words for what went wrong.
  func words(for code: CURLcode) -> String {
    let text = String(cString: errorText)
    return text.isEmpty ? String(cString: ccurl_error_text(code)) : text
  }

  func accept(_ bytes: UnsafeRawBufferPointer) -> Int {
    bodyBytes += bytes.count
    let kept = min(bytes.count, bodyLimit - body.count)
    body.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes.prefix(kept)))
    isTruncated = kept < bytes.count
    return kept
  }

  func acceptHeader(_ bytes: UnsafeRawBufferPointer) -> Int {
    headerBytes += bytes.count
    hasTooMuchHeader = headerBytes > Self.headerLimit
    return hasTooMuchHeader ? 0 : bytes.count
  }

  static func of(_ context: UnsafeMutableRawPointer) -> Transfer {
    Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  }

  var context: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }
}

let receiveBody: ccurl_receiver = { bytes, size, count, context in
  guard let bytes, let context else { return 0 }
  return Transfer.of(context).accept(UnsafeRawBufferPointer(start: bytes, count: size * count))
}

let receiveHeader: ccurl_receiver = { bytes, size, count, context in
  guard let bytes, let context else { return 0 }
  return Transfer.of(context).acceptHeader(UnsafeRawBufferPointer(start: bytes, count: size * count))
}
