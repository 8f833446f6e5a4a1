/// The hours of every day in which nobody is reminded of anything, on the site's wall clocks: `21:00-08:00`.
package struct QuietHours: Sendable, Hashable {
    package let from: WallTime
    /// Not after `from` means on the next day.
    package let to: WallTime

    /// Reads `21:00-08:00`. `nil` for any other form, and for two equal times.
    package init?(text: String) {
        let times = text.split(separator: "-", omittingEmptySubsequences: false).map { WallTime(text: String($0)) }
        guard times.count == 2, let from = times[0], let to = times[1], from != to else { return nil }
        self.from = from
        self.to = to
    }

    /// When the quiet hours end that an instant is in; `nil` if it is in none.
    ///
    /// They are stretches between two instants, so that an hour that a clock change repeats is quiet once.
    package func end(around instant: Instant, in zone: Zone) -> Instant? {
        let date = zone.date(at: instant)
        for day in [date.adding(days: -1), date] {
            let end = zone.instant(of: from < to ? day : day.adding(days: 1), at: to)
            if zone.instant(of: day, at: from) <= instant, instant < end { return end }
        }
        return nil
    }
}
