import Engine
import Ledger
import Synchronization
import Systemd

/// Tells systemd that a start goes on where it takes longer than systemd waits by itself: an old ledger is brought to the
/// present form, or much is made up.
final class StartPulse: Sendable {
    /// How long systemd waits after each sign of life. One statement on a big table gives none for as long as it takes.
    private static let patience = Duration.seconds(300)
    /// How often it is told.
    private static let pace = Duration.seconds(1)

    private let told = Mutex(ContinuousClock.Instant?.none)

    func show(_ progress: LedgerProgress) {
        let percent = progress.total > 0 ? progress.done * 100 / progress.total : 100
        tell("an older ledger is brought to this version's form: \(percent) %")
    }

    /// Something that was due has been done.
    func show(_ commit: Commit) {
        tell("what was due is made up: event \(commit.sequence)")
    }

    private func tell(_ status: LogText) {
        let now = ContinuousClock.now
        let isDue = told.withLock { told in
            guard told.map({ now - $0 >= Self.pace }) ?? true else { return false }
            told = now
            return true
        }
        guard isDue else { return }
        _ = try? Notify().extendTimeout(by: Self.patience)
        _ = try? Notify().status(status)
    }
}
