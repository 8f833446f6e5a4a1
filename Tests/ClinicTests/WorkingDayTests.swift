import Clinic
import Testing

@Suite("Working days, Monday to Friday")
struct WorkingDayTests {
    @Test(
        "So many working days later, at the same time on the wall",
        arguments: [
            ("2026-11-23T21:30", 1, "2026-11-24T21:30"), ("2026-11-26T09:00", 1, "2026-11-27T09:00"),
            ("2026-11-27T21:30", 1, "2026-11-30T21:30"), ("2026-11-28T09:00", 1, "2026-12-01T00:00"),
            ("2026-11-29T06:00", 1, "2026-12-01T00:00"), ("2026-11-27T09:00", 2, "2026-12-01T09:00"),
            ("2026-11-23T09:00", 5, "2026-11-30T09:00"),
            // The clocks go forward on Sunday 2026-03-08 and back on Sunday 2026-11-01.
            ("2026-03-06T09:00", 1, "2026-03-09T09:00"), ("2026-10-30T09:00", 1, "2026-11-02T09:00"),
        ])
    func later(begin: String, days: Int, expected: String) throws {
        let zone = try #require(Zone("America/New_York"))
        let instant = { (text: String) in
            let parts = text.split(separator: "T")
            return zone.instant(of: day(String(parts[0])), at: WallTime(text: String(parts[1])) ?? .midnight)
        }
        #expect(zone.instant(workingDays: days, after: instant(begin)) == instant(expected))
    }
}
