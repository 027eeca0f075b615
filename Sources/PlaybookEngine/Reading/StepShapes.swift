import Documents
import Domain

private enum StepKindWord: String, CaseIterable { case check, command, decision, wait, comms, note }

extension Shape where Value == Step {
  static var step: Shape<Step> {
    .mapping("a step") { reader in
      let id = reader.required("id", .stepID, or: "?")
      let recording = reader.optional("record", .recording)
      let word = reader.required("kind", .word(StepKindWord.self, "a kind of step"))
      let kind = word.flatMap { stepKind($0, reader, decisionName: recording?.decision) }
      let role = reader.required("role", .string, or: "")
      let step = Step(
        id: id, title: reader.required("title", .string, or: id.rawValue), kind: kind ?? .note(text: nil),
        role: role, lane: reader.optional("lane", .string, default: role),
        isCritical: reader.optional("critical", .bool, default: false),
        isProof: reader.optional("proof", .bool, default: false),
        isRequired: reader.optional("required", .bool, default: true),
        isDeferrable: reader.optional("deferrable", .bool, default: false),
        when: reader.optional("when", .when),
        timer: reader.optional("timer", .stepTimer), onFail: reader.optional("on_fail", .jump),
        standingNote: reader.optional("standing_note", .standingNote), info: reader.optional("info", .string),
        savesOutput: reader.optional("evidence", .savedOutput),
        recording: recording?.recording ?? Recording(),
        position: reader.position)
      // Without a readable kind every key of it would be told as unknown, which says nothing new.
      guard word != nil else {
        reader.skipRest()
        return nil
      }
      return step
    }
  }
}

private func stepKind(_ word: StepKindWord, _ reader: MappingReader, decisionName: String?) -> Step.Kind? {
  switch word {
  case .check:
    .check(CheckStep(run: reader.optional("run", .string), expect: reader.optional("expect", .expectation)))
  case .command:
    .command(
      CommandStep(
        run: reader.required("run", .string, or: ""),
        danger: reader.optional("danger", .word(Danger.self, "a danger")),
        expect: reader.optional("expect", .expectation), rollback: reader.optional("rollback", .rollback),
        approve: reader.optional("approve", .approval),
        isIdempotent: reader.optional("idempotent", .bool, default: false)))
  case .decision:
    .decision(
      DecisionStep(
        question: reader.required("question", .string, or: ""),
        options: reader.required("options", .list(of: .option), or: []), name: decisionName))
  case .wait: .wait(waitStep(reader))
  case .comms:
    .comms(
      CommsStep(
        template: reader.required("template", .string, or: ""),
        channel: reader.optional("channel", .string, default: "primary")))
  case .note: .note(text: reader.optional("text", .string))
  }
}

private func waitStep(_ reader: MappingReader) -> WaitStep {
  let hold = reader.optional("for", .duration)
  if hold == nil, !reader.hasKey("for"), !reader.hasKey("until") {
    reader.error(nil, "this wait has neither \"for\" nor \"until\"", hint: "say how long, or until what")
  }
  return WaitStep(hold: hold, until: reader.optional("until", .until(hold: hold)))
}

extension Shape where Value == WaitStep.Until {
  /// `{run, every, expect}`, or what the console measures: `{service, state | when}`.
  static func until(hold: Duration?) -> Shape<WaitStep.Until> {
    .mapping("until") { reader in
      guard reader.hasKey("run") else {
        guard var condition = liveCondition(reader) else { return nil }
        condition.hold = condition.hold ?? hold
        return .live(condition)
      }
      let run = reader.required("run", .string, or: "")
      let every = reader.optional("every", .duration, default: .seconds(30))
      return reader.required("expect", .expectation).map { .command(run: run, every: every, expect: $0) }
    }
  }
}

extension Shape where Value == DecisionStep.Option {
  static var option: Shape<DecisionStep.Option> {
    .mapping("an option") { reader in
      DecisionStep.Option(
        id: reader.required("id", .string, or: "?"), label: reader.required("label", .string, or: ""),
        goto: reader.optional("goto", .stepID),
        playbooks: reader.optional("goto_playbook", .oneOrMore(.playbookID), default: []),
        extends: reader.optional("extends", .string),
        needs: reader.optional("needs", .list(of: .string), default: []),
        isRecommendedAtHardLimit: reader.optional(
          "recommended_when", .word("a moment", [("hard_limit", true)]))
          ?? false,
        position: reader.position)
    }
  }
}

extension Shape where Value == Rollback {
  static var rollback: Shape<Rollback> {
    .mapping("a rollback") { reader in
      let key = reader.exactlyOne(of: ["run", "none"])
      let run = reader.optional("run", .string)
      let reason = reader.optional("none", .string)
      let expect = reader.optional("expect", .expectation)
      guard key != nil else { return nil }
      return run.map { .run($0, expect: expect) } ?? reason.map { .impossible(reason: $0) }
    }
  }
}

extension Shape where Value == Approval {
  static var approval: Shape<Approval> {
    .mapping("approve") { reader in
      Approval(role: reader.required("role", .string, or: ""), how: reader.optional("how", .string))
    }
  }
}

extension Shape where Value == StepTimer {
  static var stepTimer: Shape<StepTimer> {
    .mapping("a timer") { reader in
      StepTimer(
        from: reader.optional("from", .clockStart), soft: reader.optional("soft", .duration),
        hard: reader.optional("hard", .duration))
    }
  }
}

extension Shape where Value == Jump {
  static var jump: Shape<Jump> {
    .mapping("on_fail") { reader in
      _ = reader.exactlyOne(of: ["goto", "goto_playbook"])
      let step = reader.optional("goto", .stepID)
      let playbook = reader.optional("goto_playbook", .playbookID)
      return step.map { .step($0) } ?? playbook.map { .playbook($0) }
    }
  }
}

extension Shape where Value == StandingNote {
  static var standingNote: Shape<StandingNote> {
    .mapping("a standing note") { reader in
      StandingNote(
        id: reader.required("id", .string, or: "?"), text: reader.required("text", .string, or: ""),
        clearAt: reader.optional("clear_at", .stepID), position: reader.position)
    }
  }
}

extension Shape where Value == SavedOutput {
  static var savedOutput: Shape<SavedOutput> {
    .mapping("evidence") { reader in
      _ = reader.required("save", .word("what to save", [("output", true)]))
      return SavedOutput(tag: reader.optional("tag", .string, default: "output"))
    }
  }
}

struct ReadRecording {
  var recording: Recording
  var decision: String?
}

extension Shape where Value == ReadRecording {
  static var recording: Shape<ReadRecording> {
    .mapping("record") { reader in
      var recording = Recording()
      recording.answer = reader.optional("answer", .string)
      recording.options = reader.optional("options", .list(of: .string), default: [])
      recording.chain = reader.optional("chain", .serviceID)
      recording.variable = reader.optional("var", .string)
      recording.fixedValue = reader.optional("value", .written)
      recording.note = reader.optional("note", .string)
      recording.isRequired = reader.optional("required", .bool, default: false)
      _ = reader.optional("type", .word(Playbook.Variable.Kind.self, "a type"))
      return ReadRecording(recording: recording, decision: reader.optional("decision", .string))
    }
  }
}
