/// A simulated service; the raw value is its id in the configuration.
package enum DemoService: String, Sendable, Equatable, CaseIterable {
  case git, ci, registry
  case objectStore = "object-store"
  case postgres, redis, vault, idp, chat
  case deployBot = "deploy-bot"
}
