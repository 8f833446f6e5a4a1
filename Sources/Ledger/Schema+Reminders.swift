extension Schema {
    /// What reminders are about is kept in their events alone. What is to be told of a session isn't written down: it
    /// follows from the session and the configuration, and only what was told is.
    static let reminders = """
        CREATE TABLE reminder (
            reminder INTEGER PRIMARY KEY,
            member TEXT NOT NULL,
            due INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX reminder_due ON reminder (due);
        CREATE TABLE reminded (
            session TEXT NOT NULL,
            kind TEXT NOT NULL,
            PRIMARY KEY (session, kind)
        ) STRICT, WITHOUT ROWID;
        """
}
