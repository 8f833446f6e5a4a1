extension Schema {
    /// What a signature says of people is kept in its event alone.
    static let signatures = """
        CREATE TABLE signature (
            session TEXT NOT NULL,
            event INTEGER NOT NULL,
            actor TEXT NOT NULL,
            signed INTEGER NOT NULL,
            superseded INTEGER,
            PRIMARY KEY (session, event)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE session_lead (
            session TEXT NOT NULL,
            since INTEGER NOT NULL,
            staff TEXT,
            PRIMARY KEY (session, since)
        ) STRICT, WITHOUT ROWID;
        ALTER TABLE session ADD COLUMN facilitators TEXT;
        ALTER TABLE session ADD COLUMN reminders INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX session_unsigned ON session (date) WHERE state = 'ended';
        """

    /// What notes say is kept in their events alone.
    static let notes = """
        CREATE TABLE note (
            member TEXT NOT NULL,
            event INTEGER NOT NULL,
            actor TEXT NOT NULL,
            happened INTEGER NOT NULL,
            session TEXT,
            PRIMARY KEY (member, event)
        ) STRICT, WITHOUT ROWID;
        """
}
