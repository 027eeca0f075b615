import GRDB

extension Schema {
  /// Step 3: the words of the events, for searching: an index that is made from them and can be made again.
  ///
  /// It holds no text of its own, and lags behind: `word_mark` says up to which event it reaches.
  static func words(_ db: Database, _ seed: SchemaSeed) throws {
    try db.execute(
      sql: """
        CREATE VIRTUAL TABLE word USING fts5(
          said, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 0');
        CREATE TABLE word_mark (
          id INTEGER PRIMARY KEY CHECK (id = 1),
          gseq INTEGER NOT NULL CHECK (gseq >= 0)
        ) STRICT;
        INSERT INTO word_mark (id, gseq) VALUES (1, 0);
        """)
  }
}
