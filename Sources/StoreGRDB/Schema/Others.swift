import GRDB

extension Schema {
  /// Step 4: events that were born in other databases, in their chains there, and the numbers of incidents there.
  ///
  /// The same rules as for our own: nothing is changed or removed, and each event follows the last one of its database.
  static func others(_ db: Database, _ seed: SchemaSeed) throws {
    try db.execute(sql: otherTables)
    try db.execute(sql: otherTriggers)
    try db.execute(sql: textTriggers)
    try db.execute(
      sql: "ALTER TABLE word_mark ADD COLUMN arrival INTEGER NOT NULL DEFAULT 0 CHECK (arrival >= 0)")
  }

  private static let otherTables = """
    CREATE TABLE foreign_event (
      arrival INTEGER PRIMARY KEY CHECK (arrival > 0),
      database BLOB NOT NULL CHECK (length(database) = 16),
      gseq INTEGER NOT NULL CHECK (gseq > 0),
      incident BLOB CHECK (length(incident) = 16),
      seq INTEGER NOT NULL CHECK (seq >= 0 AND (seq > 0) = (incident IS NOT NULL)),
      event_id BLOB NOT NULL UNIQUE CHECK (length(event_id) = 16),
      body BLOB NOT NULL CHECK (length(body) <= 65536),
      prev_i BLOB NOT NULL CHECK (length(prev_i) = 32),
      prev_g BLOB NOT NULL CHECK (length(prev_g) = 32),
      hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
      UNIQUE (database, gseq),
      UNIQUE (incident, database, seq)
    ) STRICT;
    CREATE TABLE foreign_payload (
      arrival INTEGER PRIMARY KEY REFERENCES foreign_event (arrival),
      salt BLOB NOT NULL CHECK (length(salt) = 16),
      data BLOB NOT NULL CHECK (length(data) <= 524288)
    ) STRICT;
    CREATE TABLE foreign_incident (
      database BLOB NOT NULL CHECK (length(database) = 16),
      number INTEGER NOT NULL CHECK (number > 0),
      id BLOB NOT NULL CHECK (length(id) = 16),
      is_declared INTEGER NOT NULL CHECK (is_declared IN (0, 1)),
      is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
      PRIMARY KEY (database, number)
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX foreign_incident_id ON foreign_incident (id, database);
    CREATE INDEX foreign_incident_open ON foreign_incident (id) WHERE is_open = 1;
    """

  private static let otherTriggers = """
    CREATE TRIGGER foreign_event_is_not_changed BEFORE UPDATE ON foreign_event
    BEGIN SELECT RAISE(ABORT, 'events are not changed'); END;
    CREATE TRIGGER foreign_event_is_not_removed BEFORE DELETE ON foreign_event
    BEGIN SELECT RAISE(ABORT, 'events are not removed'); END;
    CREATE TRIGGER foreign_event_follows BEFORE INSERT ON foreign_event
    BEGIN
      SELECT RAISE(ABORT, 'an event with this number, id or hash is there')
      WHERE EXISTS (SELECT 1 FROM event WHERE event_id = NEW.event_id)
        OR EXISTS (SELECT 1 FROM foreign_event WHERE event_id = NEW.event_id)
        OR EXISTS (SELECT 1 FROM foreign_event WHERE hash = NEW.hash);
      SELECT RAISE(ABORT, 'an event of this database is in another table')
      WHERE NEW.database IS (SELECT database FROM meta);
      SELECT RAISE(ABORT, 'the event does not follow the last one of its database')
      WHERE NEW.arrival IS NOT coalesce((SELECT max(arrival) FROM foreign_event), 0) + 1
        OR NEW.gseq IS NOT
          coalesce((SELECT max(gseq) FROM foreign_event WHERE database = NEW.database), 0) + 1
        OR NEW.gseq > 1 AND NEW.prev_g IS NOT (SELECT hash FROM foreign_event
          WHERE database = NEW.database AND gseq = NEW.gseq - 1);
      SELECT RAISE(ABORT, 'the event does not follow the last one of its incident')
      WHERE NEW.seq > 1 AND NEW.prev_i IS NOT (SELECT hash FROM foreign_event
        WHERE incident = NEW.incident AND database = NEW.database AND seq = NEW.seq - 1);
    END;
    CREATE TRIGGER foreign_payload_is_not_changed BEFORE UPDATE ON foreign_payload
    BEGIN SELECT RAISE(ABORT, 'payloads are not changed'); END;
    CREATE TRIGGER foreign_payload_comes_with_its_event BEFORE INSERT ON foreign_payload
    WHEN NEW.arrival IS NOT (SELECT max(arrival) FROM foreign_event)
      OR EXISTS (SELECT 1 FROM foreign_payload WHERE arrival = NEW.arrival)
    BEGIN SELECT RAISE(ABORT, 'a payload comes with its event'); END;
    """

  /// A text goes with a redaction that stands in the log of any database, after it where it is the same log.
  ///
  /// The two patterns are fields of the canonical body: the kind `redacted`, and the event that it corrects.
  private static let textTriggers = """
    DROP TRIGGER payload_is_not_removed;
    CREATE TRIGGER payload_is_not_removed BEFORE DELETE ON payload
    WHEN NOT EXISTS (
      SELECT 1 FROM event AS target JOIN event AS redaction
        ON redaction.gseq > target.gseq AND redaction.incident IS target.incident
      WHERE target.gseq = OLD.gseq
        AND instr(redaction.body, x'06000000087265646163746564') > 0
        AND instr(redaction.body, CAST(x'1100000010' || target.event_id AS BLOB)) > 0)
    AND NOT EXISTS (
      SELECT 1 FROM event AS target JOIN foreign_event AS redaction
        ON redaction.incident IS target.incident
      WHERE target.gseq = OLD.gseq
        AND instr(redaction.body, x'06000000087265646163746564') > 0
        AND instr(redaction.body, CAST(x'1100000010' || target.event_id AS BLOB)) > 0)
    BEGIN SELECT RAISE(ABORT, 'a payload goes only with a redaction on record'); END;
    CREATE TRIGGER foreign_payload_is_not_removed BEFORE DELETE ON foreign_payload
    WHEN NOT EXISTS (
      SELECT 1 FROM foreign_event AS target JOIN foreign_event AS redaction
        ON redaction.incident IS target.incident
      WHERE target.arrival = OLD.arrival
        AND instr(redaction.body, x'06000000087265646163746564') > 0
        AND instr(redaction.body, CAST(x'1100000010' || target.event_id AS BLOB)) > 0)
    AND NOT EXISTS (
      SELECT 1 FROM foreign_event AS target JOIN event AS redaction
        ON redaction.incident IS target.incident
      WHERE target.arrival = OLD.arrival
        AND instr(redaction.body, x'06000000087265646163746564') > 0
        AND instr(redaction.body, CAST(x'1100000010' || target.event_id AS BLOB)) > 0)
    BEGIN SELECT RAISE(ABORT, 'a payload goes only with a redaction on record'); END;
    """
}
