import Clinic
import Ledger
import Synchronization

/// The versions of programs, read once. A program changes seldom and is asked for by every check-in.
final class ProgramShelf: Sendable {
    private let versions = Mutex<[ProgramID: [Program]]>([:])

    /// The version that is in force on a date; before the first one, the first.
    func program(_ id: ProgramID, on date: LocalDate, from store: Store) throws -> Program? {
        let known =
            try versions.withLock { $0[id] }
            ?? {
                let read = try store.versions(of: id)
                versions.withLock { $0[id] = read }
                return read
            }()
        return known.last { $0.effective <= date } ?? known.first
    }

    func clear() {
        versions.withLock { $0 = [:] }
    }
}
