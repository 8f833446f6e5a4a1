import Clinic
import ConvenedAPI
import Systemd

// What of the clinic may stand in the journal: identifiers and closed lists, never anything personal. This list is
// what a review of privacy reads.

extension MemberCode: JournalSafe {}
extension GroupID: JournalSafe {}
extension ProgramID: JournalSafe {}
extension SessionName: JournalSafe {}
extension Standing: JournalSafe {}
extension AlertKind: JournalSafe {}
extension StaffInitials: JournalSafe {}
extension PluginOperated.Action: JournalSafe {}
extension PersonalField: JournalSafe {}
extension ReminderKind: JournalSafe {}
extension ReminderExpired.Reason: JournalSafe {}

extension Role: JournalSafe {
    package var journalText: String { word }
}

extension LocalDate: JournalSafe {
    package var journalText: String { description }
}

/// An event's type, its actor or an alert's sentence: words that the daemon itself has written, out of codes.
struct LedgerWord: JournalSafe {
    let journalText: String

    static func type(of event: RecordedEvent) -> LedgerWord { LedgerWord(journalText: event.type) }
    static func sentence(of alert: AlertRaised) -> LedgerWord { LedgerWord(journalText: alert.sentence) }
    static func sentence(of alert: AlertEscalated) -> LedgerWord { LedgerWord(journalText: alert.sentence) }
    /// Whom or what an event is about, by its code.
    static func subject(of event: RecordedEvent) -> LedgerWord {
        let subject = event.subject
        return LedgerWord(
            journalText: subject.member?.rawValue ?? subject.session?.rawValue ?? subject.group?.rawValue ?? "nobody")
    }

    static func addressees(_ staff: [StaffInitials]) -> LedgerWord {
        LedgerWord(journalText: staff.isEmpty ? "nobody" : staff.map(\.rawValue).joined(separator: ", "))
    }

    static func plugin(of operated: PluginOperated) -> LedgerWord { LedgerWord(journalText: operated.plugin) }
    static func actor(of event: RecordedEvent) -> LedgerWord { LedgerWord(journalText: event.actor) }
    /// `plugin late` for a plugin; its name is empty where it can't be told.
    static func actor(of denial: Denials.Denial) -> LedgerWord {
        LedgerWord(journalText: denial.plugin.map { $0.isEmpty ? "an unknown plugin" : "plugin \($0)" } ?? denial.actor)
    }
    static func plugin(of denial: Denials.Denial) -> LedgerWord? { denial.plugin.map(LedgerWord.init(journalText:)) }
    static func method(of denial: Denials.Denial) -> LedgerWord { LedgerWord(journalText: denial.method) }
}
