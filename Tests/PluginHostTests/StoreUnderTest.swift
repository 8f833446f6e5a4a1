import PluginHost
import Testing

/// A kind of store that keeps the contract, and how a new one is made.
struct StoreUnderTest: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let open: @Sendable () throws -> any StoreFixture

    static let all = [
        StoreUnderTest(testDescription: "in memory") { MemoryStore() },
        StoreUnderTest(testDescription: "in the ledger") { try LedgerFixture() },
    ]
}

/// A store, and what a test needs of it beside the port.
protocol StoreFixture: Sendable {
    var store: any DeliveryStore { get }

    /// Commits one more event.
    func append() async throws

    /// What was last said of an event at a plugin.
    func outcome(of sequence: Int, at plugin: String) async throws -> DeliveryOutcome?
}

extension MemoryStore: StoreFixture {
    var store: any DeliveryStore { self }

    func append() async throws { append("test.happened") }

    func outcome(of sequence: Int, at plugin: String) async throws -> DeliveryOutcome? {
        outcomes(of: plugin).last { $0.sequence == sequence }
    }
}
