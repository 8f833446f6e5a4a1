import Clinic
import Testing

@Suite("Quiet hours")
struct QuietHoursTests {
    /// An instant of New York's wall clocks.
    private static func at(_ text: String, _ zone: Zone) throws -> Instant {
        let parts = text.split(separator: " ").map(String.init)
        return zone.instant(
            of: try #require(LocalDate(text: parts[0])), at: try #require(WallTime(text: parts[1])))
    }

    @Test(
        "They end at their end, over midnight and over clock changes",
        arguments: [
            ("21:00-08:00", "2026-11-23 20:59", nil),
            ("21:00-08:00", "2026-11-23 21:00", "2026-11-24 08:00"),
            ("21:00-08:00", "2026-11-24 00:00", "2026-11-24 08:00"),
            ("21:00-08:00", "2026-11-24 07:59", "2026-11-24 08:00"),
            ("21:00-08:00", "2026-11-24 08:00", nil),
            ("12:00-13:00", "2026-11-24 12:30", "2026-11-24 13:00"),
            ("12:00-13:00", "2026-11-24 23:30", nil),
            // The hour from 02:00 is left out on 2027-03-14, and the one from 01:00 is there twice on 2026-11-01.
            ("21:00-08:00", "2027-03-14 03:30", "2027-03-14 08:00"),
            ("23:00-02:30", "2027-03-14 01:30", "2027-03-14 03:30"),
            ("21:00-01:30", "2026-11-01 01:10", "2026-11-01 01:30"),
        ] as [(String, String, String?)])
    func ends(hours: String, now: String, end: String?) throws {
        let zone = try #require(Zone("America/New_York"))
        let quiet = try #require(QuietHours(text: hours))
        #expect(try quiet.end(around: Self.at(now, zone), in: zone) == end.map { try Self.at($0, zone) })
    }

    @Test("An hour that is there twice is quiet once")
    func twice() throws {
        let zone = try #require(Zone("America/New_York"))
        let quiet = try #require(QuietHours(text: "21:00-01:30"))
        let first = try Self.at("2026-11-01 01:10", zone)
        #expect(zone.wallTime(at: first + .hours(1)).description == "01:10")
        #expect(quiet.end(around: first + .hours(1), in: zone) == nil)
    }

    @Test("What isn't two times is refused", arguments: ["", "21:00", "21:00-21:00", "21-8", "21:00-24:00", "a-b"])
    func refused(text: String) {
        #expect(QuietHours(text: text) == nil)
    }
}
