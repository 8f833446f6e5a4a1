/// How often in a row a plugin has failed: died in stream mode without having answered anything, and else failed at an
/// event until it was parked.
struct Breaker: Equatable {
    /// After so many failures in a row it is left alone for a while.
    static let limit = 5
    /// In seconds.
    static let rest = 600

    private(set) var failures = 0

    var isOpen: Bool { failures >= Self.limit }

    /// Takes note of a failure.
    ///
    /// - Parameter answered: Whether it had answered anything since it was started.
    /// - Returns: Whether it has been enough with this one.
    mutating func failed(answered: Bool) -> Bool {
        failures = answered ? 1 : failures + 1
        return failures == Self.limit
    }

    mutating func succeeded() { failures = 0 }
}
