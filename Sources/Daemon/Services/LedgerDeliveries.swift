import Clinic
import Engine
import Foundation
import Ledger
import PluginHost

/// The ledger as plugins are served from it.
struct LedgerDeliveries: DeliveryStore {
    let engine: Engine

    func events(after sequence: Int, limit: Int) async throws -> [RecordedEvent] {
        try await engine.read { try $0.events(after: sequence, limit: limit) }
    }

    func lastSequence() async throws -> Int {
        try await engine.read { try $0.lastSequence() }
    }

    func progress(of plugin: String) async throws -> PluginProgress? {
        let text = try await engine.read { try $0.progress(of: plugin) }
        return try text.map { try JSONDecoder().decode(PluginProgress.self, from: Data($0.utf8)) }
    }

    func save(_ progress: PluginProgress, of plugin: String, outcome: DeliveryOutcome?) async throws {
        let text = String(decoding: try JSONEncoder().encode(progress), as: UTF8.self)
        try await engine.keep { store in
            try store.save(text, of: plugin)
            guard let outcome else { return }
            let record = DeliveryRecord(plugin: plugin, outcome: outcome.kind.rawValue, reason: outcome.reason)
            try store.note(record, of: outcome.sequence, at: outcome.at)
        }
    }
}
