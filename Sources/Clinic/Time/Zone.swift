import Foundation

/// A named time zone of the IANA database, such as `America/New_York`.
package struct Zone: Hashable, Sendable {
    package let identifier: String
    private let zone: TimeZone

    package static let utc = Zone(identifier: "UTC", zone: .gmt)

    private init(identifier: String, zone: TimeZone) {
        self.identifier = identifier
        self.zone = zone
    }

    /// `nil` if this machine's time-zone database has no such zone.
    package init?(_ identifier: String) {
        guard let zone = TimeZone(identifier: identifier) else { return nil }
        self.identifier = identifier
        self.zone = zone
    }

    /// Seconds east of UTC at an instant.
    package func offset(at instant: Instant) -> Seconds {
        Seconds(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000)))
    }

    /// The instant at which the wall clocks of this zone show a date and time.
    ///
    /// A time that doesn't exist moves forward by the gap; one that occurs twice means the first (DESIGN, 5.3).
    package func instant(of date: LocalDate, at time: WallTime) -> Instant {
        let asUTC = Instant(milliseconds: Int64(date.daysSince1970) * 86_400_000 + Int64(time.minutes) * 60_000)
        let before = offset(at: asUTC - .days(1))
        let after = offset(at: asUTC + .days(1))
        let candidates = [asUTC - before, asUTC - after].sorted()
        return candidates.first { asUTC - offset(at: $0) == $0 } ?? asUTC - before
    }

    /// The first instant of a local date.
    package func start(of date: LocalDate) -> Instant {
        instant(of: date, at: .midnight)
    }

    /// The local date at an instant.
    package func date(at instant: Instant) -> LocalDate {
        local(instant).date
    }

    /// The local wall time at an instant, seconds cut off.
    package func wallTime(at instant: Instant) -> WallTime {
        local(instant).time
    }

    /// RFC 3339 with this zone's offset and whole seconds: `2026-11-23T18:02:00-05:00`.
    package func rfc3339(_ instant: Instant) -> String {
        let (date, time, second) = local(instant)
        let offset = offset(at: instant).count
        let shift = abs(offset) / 60
        return "\(date)T\(time):\(padded(second, 2))\(offset < 0 ? "-" : "+")"
            + "\(padded(shift / 60, 2)):\(padded(shift % 60, 2))"
    }

    private func local(_ instant: Instant) -> (date: LocalDate, time: WallTime, second: Int) {
        let seconds = Int(instant.milliseconds.flooringDivision(by: 1000)) + offset(at: instant).count
        let days = seconds.flooringDivision(by: 86400)
        let ofDay = seconds - days * 86400
        return (LocalDate(daysSince1970: days), WallTime(minutes: ofDay / 60), ofDay % 60)
    }
}
