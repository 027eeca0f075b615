import Domain
import FoundationEssentials
import GRDB

/// What a new database gets from outside.
struct SchemaSeed {
  var database: UniqueID
}

extension Schema {
  /// Step 1: events in two chains, their payloads, the incidents' numbers, the last known state of services.
  ///
  /// The triggers keep honest programs from mistakes; who can write the file can drop them, and then the chain tells.
  static func record(_ db: Database, _ seed: SchemaSeed) throws {
    try db.execute(sql: tables)
    try db.execute(sql: eventTriggers)
    try db.execute(sql: payloadTriggers)
    try db.execute(
      sql: "INSERT INTO meta (id, database, first) VALUES (1, ?, ?)",
      arguments: [Data(seed.database.bytes), Data(ChainLink.first(in: seed.database))])
  }

  private static let tables = """
    CREATE TABLE meta (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      database BLOB NOT NULL CHECK (length(database) = 16),
      first BLOB NOT NULL CHECK (length(first) = 32)
    ) STRICT;
    CREATE TABLE event (
      gseq INTEGER PRIMARY KEY CHECK (gseq > 0),
      incident BLOB CHECK (length(incident) = 16),
      seq INTEGER NOT NULL CHECK (seq >= 0 AND (seq > 0) = (incident IS NOT NULL)),
      event_id BLOB NOT NULL UNIQUE CHECK (length(event_id) = 16),
      body BLOB NOT NULL CHECK (length(body) <= 65536),
      prev_i BLOB NOT NULL CHECK (length(prev_i) = 32),
      prev_g BLOB NOT NULL CHECK (length(prev_g) = 32),
      hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
      UNIQUE (incident, seq)
    ) STRICT;
    CREATE TABLE payload (
      gseq INTEGER PRIMARY KEY REFERENCES event (gseq),
      salt BLOB NOT NULL CHECK (length(salt) = 16),
      data BLOB NOT NULL CHECK (length(data) <= 524288)
    ) STRICT;
    CREATE TABLE incident (
      id BLOB PRIMARY KEY CHECK (length(id) = 16),
      number INTEGER NOT NULL UNIQUE CHECK (number > 0),
      is_open INTEGER NOT NULL CHECK (is_open IN (0, 1))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX incident_open ON incident (number) WHERE is_open = 1;
    CREATE TABLE last_seen (
      service TEXT PRIMARY KEY CHECK (length(service) <= 256),
      state TEXT NOT NULL CHECK (length(state) <= 32),
      since INTEGER NOT NULL,
      at INTEGER NOT NULL,
      "values" TEXT NOT NULL CHECK (length("values") <= 65536)
    ) STRICT, WITHOUT ROWID;
    """

  /// INSERT OR REPLACE deletes without a word unless the insert itself is refused first.
  private static let eventTriggers = """
    CREATE TRIGGER event_is_not_changed BEFORE UPDATE ON event
    BEGIN SELECT RAISE(ABORT, 'events are not changed'); END;
    CREATE TRIGGER event_is_not_removed BEFORE DELETE ON event
    BEGIN SELECT RAISE(ABORT, 'events are not removed'); END;
    CREATE TRIGGER event_follows BEFORE INSERT ON event
    BEGIN
      SELECT RAISE(ABORT, 'an event with this number, id or hash is there')
      WHERE EXISTS (SELECT 1 FROM event WHERE gseq = NEW.gseq)
        OR EXISTS (SELECT 1 FROM event WHERE event_id = NEW.event_id)
        OR EXISTS (SELECT 1 FROM event WHERE hash = NEW.hash);
      SELECT RAISE(ABORT, 'the event does not follow the last one')
      WHERE NEW.gseq IS NOT coalesce((SELECT max(gseq) FROM event), 0) + 1
        OR NEW.prev_g IS NOT coalesce(
          (SELECT hash FROM event ORDER BY gseq DESC LIMIT 1), (SELECT first FROM meta));
      SELECT RAISE(ABORT, 'the event does not follow the last one of its incident')
      WHERE NEW.incident IS NOT NULL AND (
        NEW.seq IS NOT coalesce((SELECT max(seq) FROM event WHERE incident = NEW.incident), 0) + 1
        OR NEW.seq > 1 AND NEW.prev_i IS NOT
          (SELECT hash FROM event WHERE incident = NEW.incident ORDER BY seq DESC LIMIT 1));
    END;
    """

  private static let payloadTriggers = """
    CREATE TRIGGER payload_is_not_changed BEFORE UPDATE ON payload
    BEGIN SELECT RAISE(ABORT, 'payloads are not changed'); END;
    CREATE TRIGGER payload_is_not_removed BEFORE DELETE ON payload
    BEGIN SELECT RAISE(ABORT, 'payloads are not removed'); END;
    CREATE TRIGGER payload_is_new BEFORE INSERT ON payload
    WHEN EXISTS (SELECT 1 FROM payload WHERE gseq = NEW.gseq)
    BEGIN SELECT RAISE(ABORT, 'this payload is there'); END;
    """
}
