import Clinic
import GRDB

extension Store {
    func applyEnrolment(_ body: EventBody, _ subject: Subject) throws {
        let member = subject.member
        switch body {
        case .enrolmentAdmitted(let admission):
            try run(
                """
                DELETE FROM level WHERE member = ?
                AND admitted IN (SELECT admitted FROM enrolment WHERE member = ? AND waitlisted)
                """, [member, member])
            try run("DELETE FROM enrolment WHERE member = ? AND waitlisted", [member])
            try admit(subject, admission, waitlisted: false)
        case .enrolmentWaitlisted(let admission):
            try admit(subject, admission, waitlisted: true)
        case .enrolmentCancelled(let cancelled):
            for table in ["enrolment", "level", "hold"] {
                try run("DELETE FROM \(table) WHERE member = ? AND admitted = ?", [member, cancelled.stay])
            }
        case .enrolmentDischarged(let discharge):
            try run(
                "UPDATE enrolment SET discharged = ?, ending = ? WHERE member = ? AND admitted = ?",
                [discharge.on, discharge.ending.rawValue, member, discharge.stay])
        case .enrolmentReinstated(let reinstated):
            try run(
                "UPDATE enrolment SET discharged = NULL, ending = NULL WHERE member = ? AND admitted = ?",
                [member, reinstated.stay])
        case .enrolmentAssigned(let level):
            try run(
                """
                INSERT OR REPLACE INTO level
                (member, admitted, since, program, step, weekly, days, transition_weeks, reason)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    member, level.stay, level.from, subject.program, level.step, level.weekly, level.days,
                    level.transitionWeeks, level.reason,
                ])
        case .enrolmentHeld(let hold):
            try run(
                "INSERT OR REPLACE INTO hold (member, admitted, since, until, reason) VALUES (?, ?, ?, ?, ?)",
                [member, hold.stay, hold.from, hold.until, hold.reason])
        case .enrolmentResumed(let resumed):
            try run(
                "UPDATE hold SET until = ? WHERE member = ? AND admitted = ? AND since = ?",
                [resumed.on, member, resumed.stay, resumed.from])
            try run("DELETE FROM hold WHERE member = ? AND until <= since", [member])
        case .enrolmentDated(let dated):
            let dates = dated.dates
            try run(
                """
                UPDATE enrolment SET evaluated = coalesce(?, evaluated), planned = coalesce(?, planned),
                recertified = coalesce(?, recertified) WHERE member = ? AND admitted = ?
                """,
                [dates.evaluated, dates.planned, dates.recertified, member, dated.stay])
        case .enrolmentDue(let due):
            try run(
                "INSERT OR REPLACE INTO due (member, kind, admitted, day) VALUES (?, ?, ?, ?)",
                [member, due.kind.rawValue, due.stay, due.on])
        default:
            break
        }
    }

    func applyWaiver(_ body: EventBody, _ subject: Subject, sequence: Int) throws {
        switch body {
        case .waiverAdded(let waiver):
            try run(
                """
                INSERT INTO waiver (waiver, member, program, since, until, weekly, days, reason)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    sequence, subject.member, subject.program, waiver.from, waiver.to, waiver.terms.weekly,
                    waiver.terms.days, waiver.reason,
                ])
        case .waiverRemoved(let removed):
            try run("DELETE FROM waiver WHERE waiver = ?", [removed.waiver])
        default:
            break
        }
    }

    /// A stay, or the wait for one, with its first level.
    private func admit(_ subject: Subject, _ admission: EnrolmentAdmitted, waitlisted: Bool) throws {
        let date = admission.on
        try run(
            "INSERT INTO enrolment (member, admitted, waitlisted, weeks_from_admission) VALUES (?, ?, ?, ?)",
            [subject.member, date, waitlisted, admission.weeksFromAdmission ?? false])
        try run(
            """
            INSERT OR REPLACE INTO level (member, admitted, since, program, step, transition_weeks)
            VALUES (?, ?, ?, ?, 0, 0)
            """,
            [subject.member, date, date, subject.program])
    }
}
