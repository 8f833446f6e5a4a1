/// A value about a person that law protects (42 CFR Part 2): a name, a birth date, a contact, a note, a measure.
///
/// It can't be encoded, interpolated or dumped by accident: every text form of it is `‹personal›`. Whoever needs the
/// value itself says so by calling ``reveal()``, and that call is what a review looks for.
package struct Personal<Value: Sendable & Hashable>: Sendable, Hashable {
    private let value: Value

    package init(_ value: Value) {
        self.value = value
    }

    /// The value, for a screen, an export or the ledger's own tables. Never for a log, an error or an environment.
    package func reveal() -> Value {
        value
    }
}

extension Personal: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "‹personal›" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
