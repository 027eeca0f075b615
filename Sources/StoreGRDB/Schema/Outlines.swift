import GRDB

extension Schema {
  /// Step 5: what lists and the first frame need of an incident, made from its events, never trusted and made again
  /// at any time.
  ///
  /// It lags behind: an outline says up to which event of its incident it reaches, `outline_mark` up to which event of
  /// the record there is an outline. `edition` counts what was taken out of outlines that were made already.
  static func outlines(_ db: Database, _ seed: SchemaSeed) throws {
    try db.execute(
      sql: """
        CREATE TABLE outline (
          incident BLOB NOT NULL UNIQUE CHECK (length(incident) = 16),
          seq INTEGER NOT NULL CHECK (seq > 0),
          hash BLOB NOT NULL CHECK (length(hash) = 32),
          title TEXT NOT NULL,
          severity INTEGER NOT NULL,
          state TEXT NOT NULL,
          is_merged INTEGER NOT NULL CHECK (is_merged IN (0, 1)),
          is_drill INTEGER NOT NULL CHECK (is_drill IN (0, 1)),
          declared_at INTEGER,
          impact_started_at INTEGER,
          resolved_at INTEGER,
          followups INTEGER NOT NULL,
          open_followups INTEGER NOT NULL,
          lasting BLOB NOT NULL CHECK (length(lasting) % 8 = 0)
        ) STRICT;
        CREATE TABLE outline_mark (
          id INTEGER PRIMARY KEY CHECK (id = 1),
          gseq INTEGER NOT NULL CHECK (gseq >= 0),
          edition INTEGER NOT NULL
        ) STRICT;
        INSERT INTO outline_mark (id, gseq, edition) VALUES (1, 0, 0);
        """)
  }
}
