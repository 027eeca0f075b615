import GRDB

extension Schema {
  /// Step 2: the text of an event may go, together with a redaction of it that stands in the log, and not come back.
  ///
  /// The two patterns are fields of the canonical body: the kind `redacted`, and the event that it corrects.
  static func redactions(_ db: Database, _ seed: SchemaSeed) throws {
    try db.execute(
      sql: """
        DROP TRIGGER payload_is_not_removed;
        CREATE TRIGGER payload_is_not_removed BEFORE DELETE ON payload
        WHEN NOT EXISTS (
          SELECT 1 FROM event AS target JOIN event AS redaction
            ON redaction.gseq > target.gseq AND redaction.incident IS target.incident
          WHERE target.gseq = OLD.gseq
            AND instr(redaction.body, x'06000000087265646163746564') > 0
            AND instr(redaction.body, CAST(x'1100000010' || target.event_id AS BLOB)) > 0)
        BEGIN SELECT RAISE(ABORT, 'a payload goes only with a redaction on record'); END;
        CREATE TRIGGER payload_comes_with_its_event BEFORE INSERT ON payload
        WHEN NEW.gseq IS NOT (SELECT max(gseq) FROM event)
        BEGIN SELECT RAISE(ABORT, 'a payload comes with its event'); END;
        """)
  }
}
