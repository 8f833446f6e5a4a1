import GRDB

/// The forms that a ledger has had. A migration that has been released is never edited: a change is a new one.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 events and what follows from them") { db in
            try db.execute(sql: events)
            try db.execute(sql: people)
            try db.execute(sql: meetings)
            try db.execute(sql: hours)
            try db.execute(sql: service)
        }
        migrator.registerMigration("2 corrections, call-outs and reopened sessions") { db in
            try db.execute(sql: corrections)
        }
        migrator.registerMigration("3 levels of care, holds, dates and waivers") { db in
            try db.execute(sql: stays)
        }
        migrator.registerMigration("4 staff, addressees and absences") { db in
            try db.execute(sql: staff)
            try db.execute(sql: alerts)
            try db.execute(sql: losses)
        }
        migrator.registerMigration("5 pauses, merged sessions and booked make-ups") { db in
            try db.execute(sql: lateAdditions)
        }
        migrator.registerMigration("6 measures") { db in
            try db.execute(sql: measures)
        }
        migrator.registerMigration("7 the course of sessions") { db in
            try db.execute(sql: "ALTER TABLE session ADD COLUMN course TEXT")
        }
        migrator.registerMigration("8 signatures and who led") { db in
            try db.execute(sql: signatures)
        }
        migrator.registerMigration("9 notes") { db in
            try db.execute(sql: notes)
        }
        migrator.registerMigration("10 parked deliveries") { db in
            try db.execute(sql: parked)
        }
        migrator.registerMigration("11 personal fields that plugins are granted") { db in
            try db.execute(sql: grants)
        }
        migrator.registerMigration("12 weeks that rest on make-ups") { db in
            try db.execute(
                sql: """
                    CREATE INDEX week_resting ON week (week, member)
                        WHERE closed = 0 AND standing IN ('needs_makeup', 'out_of_reach')
                    """)
        }
        migrator.registerMigration("13 reminders") { db in
            try db.execute(sql: reminders)
        }
        migrator.registerMigration("14 guests") { db in
            try db.execute(sql: "ALTER TABLE session ADD COLUMN guests INTEGER NOT NULL DEFAULT 0")
        }
        migrator.registerMigration("15 what was disclosed of members") { db in
            try db.execute(sql: disclosures)
        }
        migrator.registerMigration("16 weeks from admission") { db in
            try db.execute(
                sql: "ALTER TABLE enrolment ADD COLUMN weeks_from_admission INTEGER NOT NULL DEFAULT 0")
        }
        return migrator
    }

    /// The tables that follow from the events and nothing else.
    ///
    /// In those without a rowid the columns of the primary key come first: the integrity check of SQLite 3.40 finds
    /// NULLs that aren't there otherwise.
    static let derivedTables = [
        "site", "program", "member", "enrolment", "level", "hold", "due", "waiver", "roster", "meeting_group",
        "session", "attendance", "presence",
        "booking", "correction",
        "week", "alert", "timer", "staff", "assignment", "measurement",
        "plugin_grant",
        "signature", "session_lead", "note", "reminder", "reminded", "disclosure",
    ]

    /// The record itself. `hash` is over the predecessor's hash and this row; of personal values only over a digest.
    private static let events = """
        CREATE TABLE event (
            sequence INTEGER PRIMARY KEY,
            type TEXT NOT NULL,
            version INTEGER NOT NULL,
            member TEXT,
            session TEXT,
            meeting_group TEXT,
            program TEXT,
            actor TEXT NOT NULL,
            cause INTEGER,
            happened INTEGER NOT NULL,
            recorded INTEGER NOT NULL,
            body TEXT NOT NULL,
            weeks TEXT,
            personal TEXT,
            personal_digest BLOB,
            hash BLOB NOT NULL
        ) STRICT;
        """

    private static let people = """
        CREATE TABLE site (
            id TEXT NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            zone TEXT NOT NULL,
            first_weekday TEXT NOT NULL
        ) STRICT;
        CREATE TABLE program (
            program TEXT NOT NULL,
            effective TEXT NOT NULL,
            body TEXT NOT NULL,
            PRIMARY KEY (program, effective)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE member (
            member TEXT NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            born TEXT NOT NULL,
            contacts TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE enrolment (
            member TEXT NOT NULL,
            admitted TEXT NOT NULL,
            program TEXT NOT NULL,
            discharged TEXT,
            ending TEXT,
            PRIMARY KEY (member, admitted)
        ) STRICT, WITHOUT ROWID;
        """

    private static let meetings = """
        CREATE TABLE meeting_group (
            meeting_group TEXT NOT NULL PRIMARY KEY,
            body TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE roster (
            member TEXT NOT NULL,
            meeting_group TEXT NOT NULL,
            since TEXT NOT NULL,
            until TEXT,
            waitlisted INTEGER NOT NULL,
            place INTEGER NOT NULL,
            PRIMARY KEY (member, meeting_group, since)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX roster_by_group ON roster (meeting_group, place);
        CREATE TABLE session (
            session TEXT NOT NULL PRIMARY KEY,
            meeting_group TEXT NOT NULL,
            kind TEXT NOT NULL,
            date TEXT NOT NULL,
            start TEXT NOT NULL,
            length INTEGER NOT NULL,
            planned_start INTEGER NOT NULL,
            planned_end INTEGER NOT NULL,
            state TEXT NOT NULL,
            started INTEGER,
            ended INTEGER,
            reason TEXT
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX session_by_date ON session (date);
        CREATE INDEX session_by_group ON session (meeting_group, date);
        CREATE INDEX session_live ON session (planned_start) WHERE state IN ('open', 'running');
        CREATE TABLE attendance (
            session TEXT NOT NULL,
            member TEXT NOT NULL,
            date TEXT NOT NULL,
            state TEXT NOT NULL,
            origin TEXT NOT NULL,
            PRIMARY KEY (session, member)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE presence (
            member TEXT NOT NULL,
            date TEXT NOT NULL,
            session TEXT NOT NULL,
            came INTEGER NOT NULL,
            went INTEGER,
            mode TEXT NOT NULL,
            event INTEGER NOT NULL,
            PRIMARY KEY (member, date, session, came)
        ) STRICT, WITHOUT ROWID;
        """

    private static let hours = """
        CREATE TABLE week (
            week TEXT NOT NULL,
            member TEXT NOT NULL,
            program TEXT NOT NULL,
            effective TEXT NOT NULL,
            required INTEGER NOT NULL,
            maximum INTEGER,
            attended INTEGER NOT NULL,
            credited INTEGER NOT NULL,
            remaining INTEGER NOT NULL,
            possible INTEGER NOT NULL,
            planned INTEGER NOT NULL,
            missing INTEGER NOT NULL,
            standing TEXT NOT NULL,
            rule TEXT NOT NULL,
            exempt INTEGER NOT NULL,
            closed INTEGER NOT NULL,
            lost TEXT NOT NULL,
            PRIMARY KEY (week, member)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE alert (
            alert INTEGER PRIMARY KEY,
            member TEXT NOT NULL,
            week TEXT NOT NULL,
            kind TEXT NOT NULL,
            effective TEXT NOT NULL,
            rule TEXT NOT NULL,
            missing INTEGER NOT NULL,
            raised INTEGER NOT NULL,
            state TEXT NOT NULL,
            acknowledged_by TEXT
        ) STRICT;
        CREATE INDEX alert_by_member ON alert (member, week);
        CREATE INDEX alert_raised ON alert (state) WHERE state = 'raised';
        CREATE TABLE timer (
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            due INTEGER NOT NULL,
            PRIMARY KEY (kind, subject)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX timer_due ON timer (due);
        """

    /// What is kept beside the events: answers for repeated commands, and how far each plugin has come.
    private static let service = """
        CREATE TABLE answer (
            key TEXT NOT NULL PRIMARY KEY,
            actor TEXT NOT NULL,
            command TEXT NOT NULL,
            digest BLOB NOT NULL,
            outcome TEXT NOT NULL,
            recorded INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX answer_by_age ON answer (recorded);
        CREATE TABLE plugin (
            plugin TEXT NOT NULL PRIMARY KEY,
            progress TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE delivery (
            sequence INTEGER NOT NULL,
            plugin TEXT NOT NULL,
            outcome TEXT NOT NULL,
            reason TEXT,
            at INTEGER NOT NULL,
            PRIMARY KEY (sequence, plugin)
        ) STRICT, WITHOUT ROWID;
        """

    private static let corrections = """
        ALTER TABLE attendance ADD COLUMN called_out INTEGER;
        ALTER TABLE session ADD COLUMN clock_end INTEGER;
        CREATE INDEX attendance_marked_absent ON attendance (member)
            WHERE state IN ('called_out', 'excused', 'unexcused', 'late_cancel');
        CREATE INDEX session_scheduled ON session (planned_start) WHERE state = 'scheduled';
        CREATE TABLE correction (
            member TEXT NOT NULL,
            session TEXT NOT NULL,
            event INTEGER NOT NULL,
            PRIMARY KEY (session, member, event)
        ) STRICT, WITHOUT ROWID;
        """

    private static let staff = """
        CREATE TABLE staff (
            staff TEXT NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            credentials TEXT,
            account TEXT,
            roles TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE assignment (
            member TEXT NOT NULL PRIMARY KEY,
            case_manager TEXT,
            deputy TEXT
        ) STRICT, WITHOUT ROWID;
        """

    /// Alerts may be about a member, a group or a session.
    private static let alerts = """
        DROP TABLE alert;
        CREATE TABLE alert (
            alert INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            week TEXT NOT NULL,
            member TEXT,
            session TEXT,
            meeting_group TEXT,
            effective TEXT,
            rule TEXT NOT NULL,
            missing INTEGER NOT NULL,
            sessions TEXT NOT NULL,
            sentence TEXT NOT NULL,
            addressees TEXT NOT NULL,
            raised INTEGER NOT NULL,
            state TEXT NOT NULL,
            escalated INTEGER,
            ended_by INTEGER,
            acknowledged_by TEXT
        ) STRICT;
        CREATE INDEX alert_by_member ON alert (member, week);
        CREATE INDEX alert_by_week ON alert (week) WHERE member IS NULL;
        CREATE INDEX alert_raised ON alert (state) WHERE state = 'raised';
        CREATE INDEX attendance_absent ON attendance (member, date)
            WHERE state IN ('no_show', 'called_out', 'excused', 'unexcused', 'late_cancel');
        """

    private static let losses = """
        ALTER TABLE week ADD COLUMN lost_by_clinic INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE week ADD COLUMN lost_by_member INTEGER NOT NULL DEFAULT 0;
        """

    private static let lateAdditions = """
        ALTER TABLE session ADD COLUMN pauses TEXT;
        ALTER TABLE session ADD COLUMN merged_into TEXT;
        CREATE TABLE booking (
            member TEXT NOT NULL,
            session TEXT NOT NULL,
            date TEXT NOT NULL,
            makes_up TEXT,
            PRIMARY KEY (member, session)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX booking_by_session ON booking (session);
        """

    private static let measures = """
        CREATE TABLE measurement (
            member TEXT NOT NULL,
            event INTEGER NOT NULL,
            measure TEXT NOT NULL,
            value INTEGER NOT NULL,
            happened INTEGER NOT NULL,
            session TEXT,
            PRIMARY KEY (member, event)
        ) STRICT, WITHOUT ROWID;
        """

    private static let parked = """
        ALTER TABLE delivery ADD COLUMN attempts INTEGER NOT NULL DEFAULT 1;
        CREATE INDEX delivery_parked ON delivery (plugin, sequence) WHERE outcome = 'parked';
        """

    private static let grants = """
        CREATE TABLE plugin_grant (
            plugin TEXT NOT NULL,
            field TEXT NOT NULL,
            event INTEGER NOT NULL,
            PRIMARY KEY (plugin, field)
        ) STRICT, WITHOUT ROWID;
        """
}
