import Documents
import Domain

extension Shape where Value == HTTPProbe {
  static var http: Shape {
    .mapping("an http check") { reader in
      let url = reader.required("url", .httpURL)
      var probe = HTTPProbe(url: url ?? "")
      probe.method = reader.optional("method", .method, default: "GET")
      probe.headers = reader.optional("headers", .headers, default: [])
      probe.body = reader.optional("body", .string)
      probe.follow = reader.optional("follow", .int(in: 0...20), default: 0)
      probe.bodyLimit = reader.optional("body_limit", .bodyLimit, default: 1 << 20)
      probe.tls = reader.optional("tls", .tls, default: TLSOptions())
      probe.resolve = reader.optional("resolve", .oneOrMore(.resolve), default: [])
      probe.proxy = reader.optional("proxy", .string)
      probe.basicAuth = reader.optional("basic", .basicAuth)
      if let bearer = reader.optional("bearer", .secretReference) {
        probe.headers.append(
          HTTPHeader(name: "Authorization", value: .secret(prefix: "Bearer ", reference: bearer)))
      }
      return url == nil ? nil : probe
    }
  }
}

extension Shape where Value == String {
  static var httpURL: Shape {
    Shape("a URL", example: "\"https://host/path\"") { node, log in
      guard let text = Shape<String>.string.read(node, log) else { return nil }
      let isWeb = text.hasPrefix("http://") || text.hasPrefix("https://")
      let authority = text.utf8.drop { $0 != UInt8(ascii: "/") }.dropFirst(2).prefix {
        $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#")
      }
      guard isWeb, !authority.isEmpty, !text.unicodeScalars.contains(where: \.isSpace) else {
        log.error(
          at: node.position, "\(node.words) is no URL of http or https",
          hint: "write it whole, as in \"https://host/path\"")
        return nil
      }
      if authority.contains(UInt8(ascii: "@")) {
        log.error(
          at: node.position, "a user or password stands in the URL",
          hint: "write basic: {user: NAME, password: \"file:/etc/sitrep/password\"}")
        return nil
      }
      return text
    }
  }

  fileprivate static var method: Shape {
    Shape<String>.string.narrowed(to: "a method", example: "GET, HEAD or POST") { text in
      let isWord = text.allSatisfy { $0.isASCII && $0.isUppercase }
      return isWord ? text : nil
    }
  }

  fileprivate static var resolve: Shape {
    Shape<String>.string.narrowed(to: "a fixed address", example: "host:443:10.0.0.4") {
      $0.split(separator: ":").count >= 3 ? $0 : nil
    }
  }

  fileprivate static var path: Shape {
    Shape<String>.string.narrowed(to: "an absolute path", example: "/etc/ssl/own.pem") {
      $0.hasPrefix("/") ? $0 : nil
    }
  }
}

extension Shape where Value == Int {
  fileprivate static var bodyLimit: Shape {
    Shape<Int>.bytes.narrowed(to: "a size from 1KiB to 64MiB", example: "1MiB") {
      (1024...(64 << 20)).contains($0) ? $0 : nil
    }
  }
}

extension Shape where Value == TLSOptions {
  fileprivate static var tls: Shape {
    .mapping("tls") { reader in
      TLSOptions(
        authorities: reader.optional("ca", .path), clientCertificate: reader.optional("cert", .path),
        clientKey: reader.optional("key", .path), verify: reader.optional("verify", .bool, default: true))
    }
  }
}

extension Shape where Value == BasicAuth {
  fileprivate static var basicAuth: Shape {
    .mapping("basic") { reader in
      let user = reader.required("user", .string)
      let password = reader.required("password", .secretReference)
      guard let user, let password else { return nil }
      return BasicAuth(user: user, password: .secret(prefix: "", reference: password))
    }
  }
}

extension Shape where Value == TCPProbe {
  static var tcp: Shape {
    .mapping("a tcp check") { reader in
      let host = reader.required("host", .string)
      let port = reader.required("port", .int(in: 1...65535))
      let dialogue = reader.optional("dialogue", .list(of: .turn), default: [])
      reader.refuse(
        ["tls", "starttls"], "is not supported yet", hint: "check the connection, or write an exec check")
      guard let host, let port else { return nil }
      return TCPProbe(host: host, port: port, dialogue: dialogue)
    }
  }
}

extension Shape where Value == TCPProbe.Turn {
  fileprivate static var turn: Shape {
    .mapping("a turn of a dialogue") { reader in
      switch reader.exactlyOne(of: ["send", "expect"]) {
      case "send": reader.optional("send", .string).map { .send($0) }
      case "expect": reader.optional("expect", .regex).map { .expect($0) }
      default: nil
      }
    }
  }
}

extension Shape where Value == ExecProbe {
  static var exec: Shape {
    .mapping("an exec check") { reader in
      let argv = reader.required("argv", .argv)
      let environment = reader.optional("env", .environment, default: [:])
      let shell = reader.optional("shell", .bool, default: false)
      let folder = reader.optional("cwd", .path)
      return argv.map {
        ExecProbe(argv: $0, environment: environment, shell: shell, workingDirectory: folder)
      }
    }
  }
}

extension Shape where Value == [String] {
  /// A program and its arguments; bare numbers and words are taken as they stand.
  static var argv: Shape {
    Shape<[String]>.list(of: .scalar("an argument") { $0 })
      .narrowed(to: "a program and its arguments", example: "[df, -P, /srv]") { $0.isEmpty ? nil : $0 }
  }
}

extension Shape where Value == [String: String] {
  fileprivate static var environment: Shape {
    Shape("a mapping", example: "{NAME: value}") { node, log in
      for entry in node.entries ?? [] where isSecretName(entry.key.value) {
        log.error(
          at: entry.key.position, "\(entry.key.value) would stand here in plain text",
          hint: "let the program read it from a file of its own, as in ~/.pgpass")
      }
      return Shape<[String: String]>.dictionary(of: .scalar("text") { $0 }).read(node, log)
    }
  }
}
