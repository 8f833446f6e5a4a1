import Clinic
import GRDB

/// What an event does to the tables. Whatever they hold has come through here, so that they can be made again from the
/// events alone.
extension Store {
    func apply(_ event: NewEvent, sequence: Int) throws {
        let (body, subject, happened) = (event.body, event.subject, event.happened)
        switch body {
        case .siteFounded(let site):
            // Founded anew, it has another calendar.
            try run("DELETE FROM site")
            try run("DELETE FROM timer")
            try run(
                "INSERT INTO site (id, name, zone, first_weekday) VALUES (?, ?, ?, ?)",
                [site.id, site.name, site.zone, site.firstWeekday.rawValue])
        case .programDefined(let program):
            try run(
                "INSERT OR REPLACE INTO program (program, effective, body) VALUES (?, ?, ?)",
                [program.id, program.effective, try EventCoding.shared.text(program)])
        case .memberAdded(let details), .memberEdited(let details, _):
            try keep(details, of: subject.member)
        case .enrolmentAdmitted, .enrolmentWaitlisted, .enrolmentCancelled, .enrolmentDischarged,
            .enrolmentReinstated, .enrolmentAssigned,
            .enrolmentHeld, .enrolmentResumed, .enrolmentDated, .enrolmentDue:
            try applyEnrolment(body, subject)
        case .waiverAdded, .waiverRemoved:
            try applyWaiver(body, subject, sequence: sequence)
        case .groupAdded(let group), .groupEdited(let group):
            try run(
                "INSERT OR REPLACE INTO meeting_group (meeting_group, body) VALUES (?, ?)",
                [group.id, try EventCoding.shared.text(group)])
        case .groupAgendaSet(let set):
            guard let id = subject.group, var group = try group(id) else { return }
            group.agenda = set.agenda
            try run(
                "UPDATE meeting_group SET body = ? WHERE meeting_group = ?", [try EventCoding.shared.text(group), id])
        case .rosterAdded(let entry):
            try place(subject, entry, waitlisted: false, place: sequence)
        case .rosterWaitlisted(let entry):
            try place(subject, entry, waitlisted: true, place: sequence)
        case .rosterPromoted(let entry):
            try run(
                "DELETE FROM roster WHERE member = ? AND meeting_group = ? AND waitlisted",
                [subject.member, subject.group])
            try place(subject, entry, waitlisted: false, place: sequence)
        case .rosterRemoved(let removal):
            try leave(subject, removal)
        case .sessionScheduled, .sessionRescheduled, .sessionOpened, .sessionStarted, .sessionEnded,
            .sessionCancelled, .sessionPaused, .sessionResumed, .sessionExtended, .sessionMerged,
            .sessionReopened, .phaseChanged, .timeTold, .turnTaken, .turnTakenBack:
            try applySession(body, subject: subject, sequence: sequence, happened: happened)
        case .sessionLed, .guestsCounted, .sessionSigned, .sessionUnsigned, .signatureSuperseded:
            try applySignature(body, event, sequence: sequence)
        case .absencesReviewed:
            try clear(.absencesSettle, subject.session?.rawValue ?? "")
        case .checkedIn, .checkedOut, .noShow, .takenBack, .moved, .corrected:
            try applyAttendance(body, subject: subject, sequence: sequence, happened: happened)
        case .makeupBooked, .makeupCancelled:
            try applyBooking(body, subject: subject)
        case .alertRaised, .alertAcknowledged, .alertWithdrawn, .alertSuperseded, .alertEscalated:
            try applyAlert(body, event, sequence: sequence)
        case .measureRecorded, .measureCrossed:
            try applyMeasure(body, subject, sequence: sequence, happened: happened)
        case .noteRecorded, .noteTakenBack:
            try applyNote(body, event, sequence: sequence)
        case .disclosed(let disclosed):
            try apply(disclosed, subject, sequence: sequence)
        case .memberAssigned, .staffAdded, .staffEdited, .staffRemoved:
            try applyStaff(body, of: subject.member)
        case .standingChanged, .weekOpened, .weekReviewed, .weekClosed:
            try applyHours(body, event)
        case .sessionReminded, .reminderScheduled, .reminderCancelled, .reminderDue, .reminderExpired:
            try applyReminder(body, subject, sequence: sequence)
        case .sessionSoon, .memberLate, .checkoutMissing:
            break
        case .pluginOperated(let operated):
            try applyPlugin(operated, sequence: sequence)
        }
    }

    private func keep(_ details: MemberDetails, of member: MemberCode?) throws {
        try run(
            "INSERT OR REPLACE INTO member (member, name, born, contacts) VALUES (?, ?, ?, ?)",
            [
                member, details.name.reveal(), details.born.reveal(),
                try EventCoding.shared.text(details.contacts.reveal().map(ContactRecord.init)),
            ])
    }

    private func place(_ subject: Subject, _ entry: RosterAdded, waitlisted: Bool, place: Int) throws {
        try run(
            """
            INSERT OR REPLACE INTO roster (member, meeting_group, since, until, waitlisted, place)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            [subject.member, subject.group, entry.from, entry.to, waitlisted, place])
    }

    /// A place that had begun ends the day before; one that hadn't, and a wait, is gone.
    private func leave(_ subject: Subject, _ removal: RosterRemoved) throws {
        try run(
            "DELETE FROM roster WHERE member = ? AND meeting_group = ? AND (waitlisted OR since >= ?)",
            [subject.member, subject.group, removal.from])
        try run(
            """
            UPDATE roster SET until = ? WHERE member = ? AND meeting_group = ? AND since < ?
            AND (until IS NULL OR until >= ?)
            """,
            [removal.from.adding(days: -1), subject.member, subject.group, removal.from, removal.from])
    }
}
