import Clinic
import GRDB

extension Store {
    func applyAttendance(_ body: EventBody, subject: Subject, sequence: Int, happened: Instant) throws {
        guard let member = subject.member, let name = subject.session, let date = name.date else {
            throw LedgerError.unreadable("an attendance event without its member or session")
        }
        let key: StatementArguments = [member, date, name]
        switch body {
        case .checkedIn(let entry):
            try attend(member, date, name, .present, entry.origin)
            try run(
                "INSERT INTO presence (member, date, session, came, mode, event) VALUES (?, ?, ?, ?, ?, ?)",
                [member, date, name, happened, entry.mode.rawValue, sequence])
        case .checkedOut:
            try run(
                """
                UPDATE presence SET went = ? WHERE member = ? AND date = ? AND session = ? AND went IS NULL
                """,
                [happened] + key)
            try setState(.left, member, name)
        case .noShow:
            let isBooked = try bookings(at: name).contains { $0.member == member }
            try attend(member, date, name, .noShow, isBooked ? .makeUp : .rostered)
        case .takenBack(let entry):
            try takeBack(entry, member, name, key)
            try note(correction: sequence, of: member, name)
        case .moved(let moved):
            try move(from: member, to: moved, date, name)
            for member in [member, moved.to] { try note(correction: sequence, of: member, name) }
        case .corrected(let correction):
            try correct(correction, member, date, name, sequence: sequence, happened: happened)
            try note(correction: sequence, of: member, name)
        default:
            break
        }
    }

    private func attend(
        _ member: MemberCode, _ date: LocalDate, _ session: SessionName, _ state: AttendanceState,
        _ origin: Attendance.Origin
    ) throws {
        try run(
            """
            INSERT INTO attendance (session, member, date, state, origin) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET state = excluded.state
            """,
            [session, member, date, state.rawValue, origin.rawValue])
    }

    private func setState(_ state: AttendanceState, _ member: MemberCode, _ session: SessionName) throws {
        try run("UPDATE attendance SET state = ? WHERE session = ? AND member = ?", [state.rawValue, session, member])
    }

    /// A check-in taken back leaves no presence; a check-out taken back leaves the member in the room.
    private func takeBack(
        _ entry: TakenBack, _ member: MemberCode, _ session: SessionName, _ key: StatementArguments
    ) throws {
        if entry.type == EventBody.checkedOut(CheckedOut(by: .person)).type {
            try run(
                "UPDATE presence SET went = NULL WHERE member = ? AND date = ? AND session = ? AND went = ?",
                key + [entry.at])
        } else {
            try run(
                "DELETE FROM presence WHERE event = ? AND member = ? AND date = ? AND session = ?", [entry.entry] + key)
        }
        try settle(member, session, key, absence: entry.absence)
    }

    /// Brings the state of an attendance in line with the presences that are left of it; without any, with what had been
    /// said of the member's absence.
    private func settle(
        _ member: MemberCode, _ session: SessionName, _ key: StatementArguments, absence: AttendanceState?
    ) throws {
        let open = try rows("SELECT went FROM presence WHERE member = ? AND date = ? AND session = ?", key) { row in
            (row[0] as Instant?) == nil
        }
        if open.isEmpty, let absence {
            try setState(absence, member, session)
        } else if open.isEmpty {
            try run(
                "DELETE FROM attendance WHERE session = ? AND member = ? AND called_out IS NULL", [session, member])
            try setState(.calledOut, member, session)
        } else {
            try setState(open.contains(true) ? .present : .left, member, session)
        }
    }

    /// Puts another entry in the place of what is known of a member at a session.
    private func correct(
        _ correction: Correction, _ member: MemberCode, _ date: LocalDate, _ session: SessionName, sequence: Int,
        happened: Instant
    ) throws {
        try run(
            "DELETE FROM presence WHERE member = ? AND date = ? AND session = ?", [member, date, session])
        guard let after = correction.after else {
            return try run("DELETE FROM attendance WHERE session = ? AND member = ?", [session, member])
        }
        for presence in after.presences {
            try run(
                """
                INSERT INTO presence (member, date, session, came, went, mode, event) VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                [member, date, session, presence.from, presence.to, presence.mode.rawValue, sequence])
        }
        try attend(member, date, session, after.state, after.origin)
        try run(
            "UPDATE attendance SET origin = ? WHERE session = ? AND member = ?",
            [after.origin.rawValue, session, member])
        if let calledOut = correction.kind == .calledOut ? happened : correction.calledOut {
            try run(
                "UPDATE attendance SET called_out = ? WHERE session = ? AND member = ?", [calledOut, session, member])
        }
    }

    private func note(correction sequence: Int, of member: MemberCode, _ session: SessionName) throws {
        try run(
            "INSERT OR IGNORE INTO correction (member, session, event) VALUES (?, ?, ?)", [member, session, sequence])
    }

    private func move(from member: MemberCode, to moved: Moved, _ date: LocalDate, _ session: SessionName) throws {
        try run(
            "UPDATE OR REPLACE presence SET member = ? WHERE member = ? AND date = ? AND session = ?",
            [moved.to, member, date, session])
        try attend(moved.to, date, session, moved.after.state, moved.origin)
        guard let left = moved.left else {
            return try run("DELETE FROM attendance WHERE session = ? AND member = ?", [session, member])
        }
        try run(
            "UPDATE attendance SET state = ?, origin = ? WHERE session = ? AND member = ?",
            [left.state.rawValue, left.origin.rawValue, session, member])
    }
}
