/// What a responder can do to the simulated toolchain; each has a path of its own below the registry's `/admin`.
package enum DemoAction: String, Sendable, Equatable, Codable, CaseIterable {
  case stopGarbageCollection = "/admin/gc/stop"
  case startGarbageCollection = "/admin/gc/start"
  case pruneOldUploads = "/admin/prune-old-uploads"
  case restartRegistry = "/admin/restart"
}
