/// A value that may stand in the journal, in a status line and on standard error.
///
/// The journal is read by more people than the ledger, so nothing about a person may get there: no name, birth date,
/// contact, note or measure. `String` therefore does not conform and must not be made to. Identifiers do, by an
/// extension in the one target that knows both; that list of extensions is what a review reads.
package protocol JournalSafe: Sendable {
    /// The value as the journal shows it.
    var journalText: String { get }
}

extension JournalSafe where Self: BinaryInteger {
    package var journalText: String { String(self) }
}

extension JournalSafe where Self: RawRepresentable<String> {
    package var journalText: String { rawValue }
}

extension Int: JournalSafe {}
extension Int32: JournalSafe {}
extension Int64: JournalSafe {}
extension UInt32: JournalSafe {}

/// Text of the program itself, fixed when it was compiled.
extension StaticString: JournalSafe {
    package var journalText: String { description }
}
