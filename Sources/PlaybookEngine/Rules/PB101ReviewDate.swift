import Documents
import Domain

extension Rule {
  /// A playbook is read again by its owner in the rhythm that it promises.
  static let reviewDate = Rule("PB101") { subject in
    let playbook = subject.playbook
    guard let review = playbook.review, playbook.status != .deprecated, subject.now > review.due else {
      return []
    }
    let late = (subject.now - review.due).ageText
    let limit = review.last + .milliseconds(review.every.milliseconds * 3 / 2)
    return [
      Remark(
        level: subject.now > limit ? .error : .warning, position: review.position,
        message: "the review is overdue by \(late)", hint: "read it through, run it dry, and set \"last\"")
    ]
  }
}
