import Clinic
import Systemd

// What of the clinic may stand in the journal: identifiers and closed lists, never anything personal. This list is
// what a review of privacy reads.

extension MemberCode: JournalSafe {}
extension GroupID: JournalSafe {}
extension ProgramID: JournalSafe {}
extension SessionName: JournalSafe {}
extension Standing: JournalSafe {}
extension AlertRaised.Kind: JournalSafe {}

extension LocalDate: JournalSafe {
    package var journalText: String { description }
}

/// An event's type or its actor: words that the daemon itself has written.
struct LedgerWord: JournalSafe {
    let journalText: String

    static func type(of event: RecordedEvent) -> LedgerWord { LedgerWord(journalText: event.type) }
    static func actor(of event: RecordedEvent) -> LedgerWord { LedgerWord(journalText: event.actor) }
}
