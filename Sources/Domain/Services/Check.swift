/// One way of asking a service how it is: a probe, what is measured from its answer, and what makes it bad.
package struct Check: Sendable, Equatable, Identifiable {
  package var id: CheckID
  package var probe: Probe
  package var schedule: Schedule
  package var measurements: [MeasurementRule]
  /// Any true condition makes the check down.
  package var down: [Condition]
  /// Any true condition makes the check degraded, unless it is down.
  package var degraded: [Condition]

  package init(
    id: CheckID, probe: Probe, schedule: Schedule = Schedule(), measurements: [MeasurementRule] = [],
    down: [Condition] = [], degraded: [Condition] = []
  ) {
    self.id = id
    self.probe = probe
    self.schedule = schedule
    self.measurements = measurements
    self.down = down
    self.degraded = degraded
  }

  /// When a check runs and how often it must fail or succeed before the service is believed to have changed.
  package struct Schedule: Sendable, Equatable {
    package var every: Duration
    package var timeout: Duration
    /// Failures in a row before the state is believed (gatus: failure-threshold).
    package var downAfter: Int
    /// Successes in a row before a failed check is believed to be well again.
    package var upAfter: Int
    /// The interval while a first failure is being re-checked.
    package var retryEvery: Duration

    package init(
      every: Duration = .seconds(30), timeout: Duration = .seconds(5), downAfter: Int = 3, upAfter: Int = 2,
      retryEvery: Duration = .seconds(5)
    ) {
      self.every = every
      self.timeout = timeout
      self.downAfter = downAfter
      self.upAfter = upAfter
      self.retryEvery = retryEvery
    }
  }
}

/// What is asked of the world.
package enum Probe: Sendable, Equatable {
  case http(HTTPProbe)
  case tcp(TCPProbe)
  case exec(ExecProbe)
}

/// An HTTP request; redirects, body, time and protocol are capped.
package struct HTTPProbe: Sendable, Equatable {
  package var url: String
  package var method: String
  package var headers: [HTTPHeader]
  package var body: String?
  /// Redirects that are followed; 0 judges the first answer.
  package var follow: Int
  /// Bytes of body that are kept and measured.
  package var bodyLimit: Int
  package var tls: TLSOptions
  /// Fixed addresses for the host, as `host:port:address` (libcurl's CURLOPT_RESOLVE).
  package var resolve: [String]
  package var proxy: String?
  package var basicAuth: BasicAuth?

  package init(
    url: String, method: String = "GET", headers: [HTTPHeader] = [], body: String? = nil, follow: Int = 0,
    bodyLimit: Int = 1 << 20, tls: TLSOptions = TLSOptions(), resolve: [String] = [], proxy: String? = nil,
    basicAuth: BasicAuth? = nil
  ) {
    self.url = url
    self.method = method
    self.headers = headers
    self.body = body
    self.follow = follow
    self.bodyLimit = bodyLimit
    self.tls = tls
    self.resolve = resolve
    self.proxy = proxy
    self.basicAuth = basicAuth
  }
}

package struct HTTPHeader: Sendable, Equatable {
  package var name: String
  package var value: SecretText

  package init(name: String, value: SecretText) {
    self.name = name
    self.value = value
  }
}

package struct BasicAuth: Sendable, Equatable {
  package var user: String
  package var password: SecretText

  package init(user: String, password: SecretText) {
    self.user = user
    self.password = password
  }
}

/// Text that may hide a secret behind a reference; the secret itself is read at use and never kept here.
package enum SecretText: Sendable, Equatable {
  case plain(String)
  /// `prefix` followed by what `reference` resolves to.
  case secret(prefix: String, reference: SecretReference)
}

/// Where a secret is, never what it is.
package enum SecretReference: Sendable, Equatable {
  case environment(String)
  case file(String)
  /// A systemd credential in `$CREDENTIALS_DIRECTORY`.
  case credential(String)
  case command([String])
}

package struct TLSOptions: Sendable, Equatable {
  /// A PEM file of authorities; nil takes the system's.
  package var authorities: String?
  package var clientCertificate: String?
  package var clientKey: String?
  /// False only where the operator says so: the answer is then judged without trust.
  package var verify: Bool

  package init(
    authorities: String? = nil, clientCertificate: String? = nil, clientKey: String? = nil,
    verify: Bool = true
  ) {
    self.authorities = authorities
    self.clientCertificate = clientCertificate
    self.clientKey = clientKey
    self.verify = verify
  }
}

/// A TCP conversation: connect, then lines sent and expected in turn.
package struct TCPProbe: Sendable, Equatable {
  package var host: String
  package var port: Int
  package var dialogue: [Turn]

  package enum Turn: Sendable, Equatable {
    /// Sent as it is; `\r\n` must be written out.
    case send(String)
    /// A regular expression that must match somewhere in what has been received so far.
    case expect(String)
  }

  package init(host: String, port: Int, dialogue: [Turn] = []) {
    self.host = host
    self.port = port
    self.dialogue = dialogue
  }
}

/// A program that is run without a shell unless `shell` says so.
package struct ExecProbe: Sendable, Equatable {
  package var argv: [String]
  package var environment: [String: String]
  package var shell: Bool
  package var workingDirectory: String?

  package init(
    argv: [String], environment: [String: String] = [:], shell: Bool = false, workingDirectory: String? = nil
  ) {
    self.argv = argv
    self.environment = environment
    self.shell = shell
    self.workingDirectory = workingDirectory
  }
}
