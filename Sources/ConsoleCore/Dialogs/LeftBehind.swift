import Cells
package import Domain

/// Texts that were typed and not yet recorded, in a form that outlives the console.
package struct LeftBehind: Sendable, Equatable, Codable {
  /// The fields of a form, by what it is for.
  package struct Form: Sendable, Equatable, Codable {
    package var purpose: String
    package var incident: IncidentID?
    package var texts: [String]
  }

  /// The four fields of an update, as they were and as they had been filled in.
  package struct Update: Sendable, Equatable, Codable {
    package var incident: IncidentID
    package var texts: [String]
    package var given: [String]
  }

  package var forms: [Form]
  package var updates: [Update]

  package var isEmpty: Bool { forms.isEmpty && updates.isEmpty }
}

extension State {
  /// What would be lost with this console, apart from what is in an open dialog.
  package var leftBehind: LeftBehind {
    LeftBehind(
      forms: drafts.map { key, fields in
        LeftBehind.Form(purpose: key.purpose, incident: key.incident, texts: fields.map(\.text))
      }.sorted { $0.purpose < $1.purpose },
      updates: updateDrafts.values.map { draft in
        LeftBehind.Update(
          incident: draft.incident, texts: (0..<UpdateDraft.fieldCount).map { draft[field: $0].text },
          given: draft.given)
      }.sorted { $0.incident < $1.incident })
  }

  /// Takes up what an earlier console left; it is there when its form is opened.
  package mutating func takeUp(_ left: LeftBehind) {
    for form in left.forms {
      drafts[DraftKey(purpose: form.purpose, incident: form.incident)] = form.texts.map { TextField($0) }
    }
    for update in left.updates where update.texts.count == UpdateDraft.fieldCount {
      var draft = UpdateDraft(
        incident: update.incident, happened: TextField(), impacted: TextField(), doing: TextField(),
        nextUpdate: TextField())
      for (index, text) in update.texts.enumerated() { draft[field: index] = TextField(text) }
      draft.given = update.given
      updateDrafts[update.incident] = draft
    }
    if !left.isEmpty { tell("what you had typed is kept: open its form again") }
  }
}
