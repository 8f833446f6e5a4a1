import Clinic
import Engine
import Foundation
import Ledger
import PluginHost
import Testing

@testable import Daemon

/// The ledger's delivery store, over a ledger of its own in a folder that goes with it.
final class LedgerFixture: StoreFixture {
    let store: any DeliveryStore
    private let engine: Engine
    private let folder = NSTemporaryDirectory() + "deliveries-\(UUID().uuidString)"
    private static let time = Instant(milliseconds: 1_800_000_000_000)

    init() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        engine = try Engine(
            ledger: Ledger(path: folder + "/ledger.db"),
            site: SiteSettings(name: "Test Clinic", zone: #require(Zone("UTC")), firstWeekday: .sunday),
            clock: ManualClock(Self.time), settings: Settings())
        store = LedgerDeliveries(engine: engine)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Commits an alert.
    func append() async throws {
        let week = LocalDate(daysSince1970: 20_779)
        let alert = AlertRaised(
            kind: .underScheduled, week: week, program: ProgramID(unchecked: "iop-adult"), effective: week,
            rule: "weekly-minimum", sentence: "9 h a week", addressees: [], escalates: nil,
            matter: .group(GroupMatter(members: 1, missing: .zero)))
        let event = NewEvent(
            body: .alertRaised(alert), subject: Subject(member: MemberCode(unchecked: "M1042")), actor: "clock",
            cause: nil, happened: Self.time, recorded: Self.time)
        try await engine.keep { store in
            var head = try store.chainHead()
            try store.apply(event, at: head)
            try store.append(event, weeks: [], to: &head)
        }
    }

    /// Of each alert that still needs somebody, whether it was delivered.
    func deliveries() async throws -> [Bool] {
        try await engine.read { try $0.alerts(all: false).map(\.delivered) }
    }

    func outcome(of sequence: Int, at plugin: String) async throws -> DeliveryOutcome? {
        let records = try await engine.read { try $0.deliveries(of: sequence) }
        return records.first { $0.plugin == plugin }.flatMap { record in
            DeliveryOutcome.Kind(rawValue: record.outcome).map {
                DeliveryOutcome(
                    sequence: sequence, kind: $0, reason: record.reason, attempts: record.attempts, at: Self.time)
            }
        }
    }
}
