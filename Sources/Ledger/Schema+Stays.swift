extension Schema {
    /// The program of a stay hangs on its levels of care.
    static let stays = """
        CREATE TABLE level (
            member TEXT NOT NULL,
            admitted TEXT NOT NULL,
            since TEXT NOT NULL,
            program TEXT NOT NULL,
            step INTEGER NOT NULL,
            weekly INTEGER,
            days INTEGER,
            transition_weeks INTEGER NOT NULL,
            reason TEXT,
            PRIMARY KEY (member, admitted, since)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO level (member, admitted, since, program, step, transition_weeks)
            SELECT member, admitted, admitted, program, 0, 0 FROM enrolment;
        ALTER TABLE enrolment DROP COLUMN program;
        ALTER TABLE enrolment ADD COLUMN waitlisted INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE enrolment ADD COLUMN evaluated TEXT;
        ALTER TABLE enrolment ADD COLUMN planned TEXT;
        ALTER TABLE enrolment ADD COLUMN recertified TEXT;
        CREATE TABLE hold (
            member TEXT NOT NULL,
            admitted TEXT NOT NULL,
            since TEXT NOT NULL,
            until TEXT,
            reason TEXT,
            PRIMARY KEY (member, admitted, since)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE due (
            member TEXT NOT NULL,
            kind TEXT NOT NULL,
            admitted TEXT NOT NULL,
            day TEXT NOT NULL,
            PRIMARY KEY (member, kind)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE waiver (
            waiver INTEGER PRIMARY KEY,
            member TEXT,
            program TEXT,
            since TEXT NOT NULL,
            until TEXT NOT NULL,
            weekly INTEGER NOT NULL,
            days INTEGER,
            reason TEXT NOT NULL
        ) STRICT;
        ALTER TABLE week ADD COLUMN exemption TEXT;
        UPDATE week SET exemption = 'partial' WHERE exempt;
        ALTER TABLE week DROP COLUMN exempt;
        """
}
