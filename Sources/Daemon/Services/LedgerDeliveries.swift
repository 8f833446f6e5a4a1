package import Clinic
package import Engine
import Foundation
import Ledger
package import PluginHost

/// The ledger as plugins are served from it.
package struct LedgerDeliveries: DeliveryStore {
    private let engine: Engine

    package init(engine: Engine) { self.engine = engine }

    package func events(after sequence: Int, limit: Int) async throws -> [RecordedEvent] {
        try await engine.read { try $0.events(after: sequence, limit: limit) }
    }

    package func lastSequence() async throws -> Int {
        try await engine.read { try $0.lastSequence() }
    }

    package func progress(of plugin: String) async throws -> PluginProgress? {
        let text = try await engine.read { try $0.progress(of: plugin) }
        return try text.map { try JSONDecoder().decode(PluginProgress.self, from: Data($0.utf8)) }
    }

    package func programs(of group: GroupID) async throws -> [ProgramID]? {
        try await engine.read { try $0.group(group)?.programs }
    }

    package func save(_ progress: PluginProgress, of plugin: String, outcomes: [DeliveryOutcome]) async throws {
        let text = String(decoding: try JSONEncoder().encode(progress), as: UTF8.self)
        try await engine.keep { store in
            try store.save(text, of: plugin)
            for outcome in outcomes {
                let record = DeliveryRecord(
                    plugin: plugin, outcome: outcome.kind.rawValue, reason: outcome.reason, attempts: outcome.attempts)
                try store.note(record, of: outcome.sequence, at: outcome.at)
            }
        }
    }

    package func grants(of plugin: String) async throws -> Set<PersonalField> {
        try await engine.read { Set(try $0.grants(of: plugin).map(\.field)) }
    }

    package func details(of members: Set<MemberCode>) async throws -> [MemberCode: MemberDetails] {
        try await engine.read { store in
            try members.reduce(into: [:]) { details, member in details[member] = try store.member(member)?.details }
        }
    }

    package func parked(of plugin: String) async throws -> [ParkedDelivery] {
        try await engine.read { store in
            try store.parked(at: plugin).map { parked in
                ParkedDelivery(
                    event: parked.event, reason: parked.delivery.reason, attempts: parked.delivery.attempts,
                    at: parked.at)
            }
        }
    }
}
