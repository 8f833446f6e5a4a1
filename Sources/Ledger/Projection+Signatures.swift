import Clinic
import GRDB

extension Store {
    func applySignature(_ body: EventBody, _ event: NewEvent, sequence: Int) throws {
        guard let name = event.subject.session else {
            throw LedgerError.unreadable("a session event without a session")
        }
        switch body {
        case .sessionLed(let led):
            try lead(name, led.staff, since: event.happened)
        case .guestsCounted(let counted):
            try run("UPDATE session SET guests = ? WHERE session = ?", [counted.guests, name])
        case .sessionSigned:
            try run(
                "INSERT INTO signature (session, event, actor, signed) VALUES (?, ?, ?, ?)",
                [name, sequence, event.actor, event.happened])
            try move(name, to: .closed)
            try clear(.sessionUnsigned, name.rawValue)
        case .sessionUnsigned(let unsigned):
            try run("UPDATE session SET reminders = ? WHERE session = ?", [unsigned.count, name])
            try remind(of: name, at: unsigned.next)
        case .signatureSuperseded(let superseded):
            try move(name, to: .ended)
            try supersedeSignature(of: name, by: sequence)
            try remind(of: name, at: superseded.reminds)
        default:
            break
        }
    }

    /// What was signed is kept, and who is to sign is reminded as of a session that has never been.
    func supersedeSignature(of name: SessionName, by event: Int) throws {
        try run("UPDATE signature SET superseded = ? WHERE session = ? AND superseded IS NULL", [event, name])
        try run("UPDATE session SET reminders = 0 WHERE session = ?", [name])
        try clear(.sessionUnsigned, name.rawValue)
    }

    func lead(_ name: SessionName, _ staff: StaffInitials?, since: Instant) throws {
        try run(
            "INSERT OR REPLACE INTO session_lead (session, since, staff) VALUES (?, ?, ?)", [name, since, staff])
    }

    private func remind(of name: SessionName, at due: Instant?) throws {
        if let due {
            try set(.sessionUnsigned, name.rawValue, due: due)
        } else {
            try clear(.sessionUnsigned, name.rawValue)
        }
    }
}
