import Clinic
import Testing

@Suite struct ZoneTests {
    private static func zone(_ name: String) throws -> Zone {
        try #require(Zone(name), "this machine's time-zone database has no \(name)")
    }

    private static func time(_ text: String) throws -> WallTime {
        try #require(WallTime(text: text))
    }

    /// What a wall time means in a zone, on ordinary days, in a gap and in a fold.
    @Test(arguments: [
        ("America/New_York", "2026-11-23", "18:00", "2026-11-23T18:00:00-05:00"),
        ("America/New_York", "2026-03-08", "02:30", "2026-03-08T03:30:00-04:00"),
        ("America/New_York", "2026-11-01", "01:30", "2026-11-01T01:30:00-04:00"),
        ("America/New_York", "2026-11-01", "02:00", "2026-11-01T02:00:00-05:00"),
        ("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T03:30:00+02:00"),
        ("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T02:30:00+02:00"),
        ("Europe/Berlin", "2026-10-25", "03:00", "2026-10-25T03:00:00+01:00"),
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-04T02:45:00+11:00"),
        ("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-05T01:45:00+11:00"),
        ("Australia/Lord_Howe", "2026-04-05", "02:00", "2026-04-05T02:00:00+10:30"),
        ("Pacific/Auckland", "2026-09-27", "02:30", "2026-09-27T03:30:00+13:00"),
        ("Pacific/Auckland", "2026-04-05", "02:30", "2026-04-05T02:30:00+13:00"),
        ("America/Phoenix", "2026-03-08", "02:30", "2026-03-08T02:30:00-07:00"),
        ("America/Sao_Paulo", "2018-11-04", "00:00", "2018-11-04T01:00:00-02:00"),
        ("America/Sao_Paulo", "2026-11-01", "00:00", "2026-11-01T00:00:00-03:00"),
        ("Pacific/Apia", "2011-12-30", "10:00", "2011-12-31T10:00:00+14:00"),
        ("Asia/Kathmandu", "2026-11-23", "00:05", "2026-11-23T00:05:00+05:45"),
    ])
    func wallTimes(_ example: (String, String, String, String)) throws {
        let zone = try Self.zone(example.0)
        let instant = zone.instant(of: day(example.1), at: try Self.time(example.2))
        #expect(zone.rfc3339(instant) == example.3)
    }

    /// Clock changes: zone, the day of the change, and the minutes from 18:00 the day before until 18:00.
    static let changes = [
        ("America/New_York", "2026-03-08", 23 * 60), ("America/New_York", "2026-11-01", 25 * 60),
        ("Europe/Berlin", "2026-03-29", 23 * 60), ("Europe/Berlin", "2026-10-25", 25 * 60),
        ("Australia/Lord_Howe", "2026-10-04", 23 * 60 + 30), ("Australia/Lord_Howe", "2026-04-05", 24 * 60 + 30),
        ("Pacific/Auckland", "2026-09-27", 23 * 60), ("Pacific/Auckland", "2026-04-05", 25 * 60),
        ("America/Phoenix", "2026-03-08", 24 * 60), ("America/Phoenix", "2026-11-01", 24 * 60),
    ]

    @Test(arguments: changes)
    func theGroupMeetsAtSixAllYear(_ change: (String, String, Int)) throws {
        let zone = try Self.zone(change.0)
        let six = try Self.time("18:00")
        let after = zone.instant(of: day(change.1), at: six)
        let before = zone.instant(of: day(change.1).adding(days: -1), at: six)
        #expect(before.seconds(until: after) == .minutes(change.2))
        #expect(zone.wallTime(at: after) == six)
        #expect(zone.date(at: after) == day(change.1))
    }

    /// Three hours of treatment through the change, from half past midnight, are three hours.
    @Test(arguments: changes)
    func creditIsElapsedTime(_ change: (String, String, Int)) throws {
        let zone = try Self.zone(change.0)
        let date = day(change.1)
        let start = zone.instant(of: date, at: try Self.time("00:30"))
        let session = SessionCase(
            session: SessionName(group: GroupID(unchecked: "night"), date: date), kind: .group, date: date,
            plannedStart: start, plannedEnd: start + .hours(3), state: .ended, started: start,
            ended: start + .hours(3), rostered: true,
            presences: [Presence(from: start, to: start + .hours(3), mode: .inPerson)])
        let credit = CreditRule.adult.credit([session], now: start + .hours(4))
        #expect(credit.map(\.credited) == [.hours(3)])
        let shown = zone.wallTime(at: start + .hours(3))
        #expect(shown.minutes == 30 + 180 + 24 * 60 - change.2)
    }

    /// There and back again over a year: the same instant, or an earlier one that the clocks show alike.
    @Test(arguments: [
        "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Auckland", "America/Phoenix",
    ])
    func roundTrip(_ name: String) throws {
        let zone = try Self.zone(name)
        let first = zone.start(of: day("2026-01-01"))
        var wrong: [String] = []
        for quarter in 0..<365 * 96 {
            let instant = first + .minutes(15 * quarter)
            let back = zone.instant(of: zone.date(at: instant), at: zone.wallTime(at: instant))
            let isSame = back == instant
            let isEarlierAlike = back < instant && zone.wallTime(at: back) == zone.wallTime(at: instant)
            if !isSame && !isEarlierAlike { wrong.append(zone.rfc3339(instant)) }
        }
        #expect(wrong == [])
    }

    /// What is written with a zone's offset reads back as the same instant, through every clock change of the year.
    @Test(arguments: ["America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"])
    func writtenAndReadAgain(_ name: String) throws {
        let zone = try Self.zone(name)
        let first = zone.start(of: day("2026-01-01"))
        let instants = (0..<365 * 24).map { first + .hours($0) }
        #expect(instants.filter { Instant(rfc3339: zone.rfc3339($0)) != $0 } == [])
    }

    @Test(arguments: [
        "2026-11-23", "2026-11-23T18:05:00", "2026-11-23T18:05-05:00", "2026-02-29T18:05:00Z", "2026-11-23T24:00:00Z",
        "2026-11-23T18:05:60Z", "2026-11-23T18:05:00.Z", "2026-11-23T18:05:00-5:00", "2026-11-23T18:05:00Z ", "",
    ])
    func noInstant(_ text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test func anUnknownZoneIsNone() {
        #expect(Zone("Mars/Olympus_Mons") == nil)
    }
}
