extension Schema {
    /// Who is named in what was disclosed. What it was, and to whom, stands in the events.
    static let disclosures = """
        CREATE TABLE disclosure (
            member TEXT NOT NULL,
            event INTEGER NOT NULL,
            PRIMARY KEY (member, event)
        ) STRICT, WITHOUT ROWID;
        """
}
