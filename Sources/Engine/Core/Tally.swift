/// What has become of commands: how many were carried out, refused or failed, and how long they took in all, from being
/// asked for to the answer.
package struct Tally: Sendable {
    package private(set) var done = 0
    package private(set) var refused = 0
    /// The ledger could not be written.
    package private(set) var failed = 0
    package private(set) var time = Duration.zero

    mutating func count(_ result: Result<some Any, Refusal>, took: Duration) {
        switch result {
        case .success: done += 1
        case .failure(let refusal) where refusal.kind == .unavailable: failed += 1
        case .failure: refused += 1
        }
        time += took
    }
}
