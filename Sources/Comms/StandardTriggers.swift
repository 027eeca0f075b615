package import Domain

/// What speaks for a severity where no playbook says it; unsure between two, the higher one.
package func standardTriggers(for severity: Severity) -> [String] {
  switch severity {
  case .sev1:
    [
      "Most users are stopped",
      "Data is lost, altered or exposed",
      "A fix could not be deployed",
      "Backups or keys are gone during another incident",
    ]
  case .sev2:
    [
      "A large part is degraded and the workaround is poor",
      "A component of tier 5 or lower is down",
      "Redundancy is gone while it carries load",
      "More data could be lost than was agreed (RPO at risk)",
    ]
  case .sev3:
    [
      "Limited, and a workaround exists",
      "Redundancy is reduced",
      "It will become SEV2 if nothing is done",
    ]
  }
}
