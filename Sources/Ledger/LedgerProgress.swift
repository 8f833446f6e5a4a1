/// How far long work on a ledger has come.
package struct LedgerProgress: Sendable, Equatable {
    package enum Part: String, Sendable {
        case copy = "Copying the ledger"
        case chain = "Checking the chain of events"
        case tables = "Checking the tables made anew from the events"
        case upgrade = "Making the tables anew from the events"
    }

    package let part: Part
    /// What is done: events, or pages of a copy.
    package let done: Int
    package let total: Int

    package init(_ part: Part, done: Int, of total: Int) {
        self.part = part
        self.done = done
        self.total = total
    }
}
