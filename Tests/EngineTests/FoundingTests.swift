import Clinic
import Engine
import Foundation
import Ledger
import Testing

@Suite("A site's founding")
struct FoundingTests {
    private let folder = NSTemporaryDirectory() + "founding-\(UUID().uuidString)"
    private let clock = ManualClock(TestClinic.at("2026-11-22 08:00"))

    init() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    private func open(_ name: String, _ zone: String, _ weekday: Weekday) throws -> Engine {
        try Engine(
            ledger: Ledger(path: folder + "/ledger.db"),
            site: SiteSettings(name: name, zone: #require(Zone(zone)), firstWeekday: weekday), clock: clock,
            settings: Settings())
    }

    @Test("As long as nobody has entered anything it takes on what is asked for; then it stays")
    func anew() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let first = try open("Our Clinic", "America/New_York", .sunday)
        try await first.submit(ScheduleAhead(), from: .clock)
        try first.ledger.close()

        // Installed weeks before anybody sets it up.
        clock.now = TestClinic.at("2026-12-08 08:00")
        let late = try open("Our Clinic", "America/New_York", .sunday)
        try await late.submit(ScheduleAhead(), from: .clock)
        _ = await late.runDue()
        try late.ledger.close()

        let second = try open("Harbour Clinic", "Asia/Kathmandu", .monday)
        #expect(second.site.name == "Harbour Clinic" && second.site.zone.identifier == "Asia/Kathmandu")
        #expect(second.site.firstWeekday == .monday && second.site.id == first.site.id)
        try await second.submit(ScheduleAhead(), from: .clock)
        let events = try await second.read { try $0.events(after: 0, limit: 100) }
        #expect(events.count { $0.type == "site.founded" } == 2)
        let opened = try #require(events.last { $0.type == "week.opened" })
        #expect(opened.body.contains("2026-12-07"), "\(opened.body)")
        try await second.submit(DefineProgram(TestClinic.program()), from: .clock)
        try second.ledger.close()

        let third = try open("Our Clinic", "America/New_York", .sunday)
        #expect(third.site == second.site)
        try third.ledger.close()
        #expect(try Verification(path: folder + "/ledger.db").problems().isEmpty)
    }
}
