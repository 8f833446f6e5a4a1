import ConvenedAPI

/// The large clock of a board: what it counts, and how much of it has passed.
struct BoardClock: Equatable {
    /// Seconds left; negative once it is over.
    var seconds: Int
    /// What is counted.
    var caption: String
    /// How much has passed, from 0 to 1; `nil` where no length was planned.
    var passed: Double?

    var isOver: Bool { seconds < 0 }

    /// `24:59`, `2:18:00`, `+3:05` once it is over.
    var text: String {
        let count = abs(seconds)
        let (hours, minutes, rest) = (count / 3600, count / 60 % 60, twoDigits(count % 60))
        let sign = isOver ? "+" : ""
        return hours > 0 ? "\(sign)\(hours):\(twoDigits(minutes)):\(rest)" : "\(sign)\(minutes):\(rest)"
    }

    /// - Parameter now: Milliseconds since 1970 UTC.
    init?(_ reply: API.Sessions.Show.Reply, at now: Int) {
        let session = reply.session
        guard let start = instant(session.plannedStart)?.milliseconds,
            let end = instant(session.plannedEnd)?.milliseconds
        else { return nil }
        switch session.state {
        case "scheduled", "open":
            seconds = Self.seconds(from: now, to: start)
            caption = seconds < 0 ? "late: S starts treatment" : "until the start"
        case "running":
            if let course = reply.course, let phase = course.current, let left = course.left(at: now) {
                seconds = left
                caption = seconds < 0 ? "over: N goes on" : "left of \(phase.name)"
                passed = phase.lengthSeconds > 0 ? 1 - Double(left) / Double(phase.lengthSeconds) : nil
            } else {
                seconds = Self.seconds(from: now, to: end)
                caption = seconds < 0 ? "over: E ends the session" : "left of the session"
                let begun = session.startedAt.flatMap(instant)?.milliseconds ?? start
                passed = end > begun ? Double(now - begun) / Double(end - begun) : nil
            }
        default: return nil
        }
        passed = passed.map { min(1, max(0, $0)) }
    }

    /// Whole seconds until an instant: a second counts until it has passed.
    static func seconds(from now: Int, to instant: Int) -> Int {
        let left = instant - now
        return left >= 0 ? (left + 999) / 1000 : -(-left / 1000)
    }
}

extension API.Sessions.Course {
    var current: API.Sessions.Phase? {
        phase.flatMap { phases.indices.contains($0) ? phases[$0] : nil }
    }

    var next: API.Sessions.Phase? {
        phase.flatMap { phases.indices.contains($0 + 1) ? phases[$0 + 1] : nil }
    }

    /// What is left of the phase that is on. It stands still where treatment does.
    func left(at now: Int) -> Int? {
        guard let ends = ends.flatMap(instant) else { return leftSeconds }
        return BoardClock.seconds(from: now, to: ends.milliseconds)
    }
}
