package import Clinic

/// The rules of credit done the slow way: every minute is looked at by itself, and those that earn are counted.
package struct MinuteOracle {
    let rule: CreditRule
    let now: Int

    package init(rule: CreditRule, now: Int) {
        self.rule = rule
        self.now = now
    }

    package static func minute(_ instant: Instant) -> Int { Int(instant.milliseconds / 60_000) }

    /// The minutes credited now and expected, for each session.
    package func count(_ sessions: [SessionCase]) -> (credited: [Set<Int>], expected: [Set<Int>]) {
        (winners(sessions, settledOnly: true), winners(sessions, settledOnly: false))
    }

    private func winners(_ sessions: [SessionCase], settledOnly: Bool) -> [Set<Int>] {
        let painted = sessions.map { session in
            settledOnly && !isOver(session) ? [] : paint(session)
        }
        var won = sessions.map { _ in Set<Int>() }
        for minute in Set(painted.flatMap { $0 }) {
            var best: Int?
            for index in sessions.indices where painted[index].contains(minute) {
                if let one = best, start(sessions[index]) < start(sessions[one]) { continue }
                best = index
            }
            if let best { won[best].insert(minute) }
        }
        return won
    }

    private func start(_ session: SessionCase) -> Int { Self.minute(session.started ?? session.plannedStart) }

    private func isOver(_ session: SessionCase) -> Bool {
        if session.state == .ended || session.state == .cancelled { return true }
        guard session.state == .running else { return false }
        if session.presences.isEmpty { return session.calledOut }
        return !session.presences.contains { $0.to == nil }
    }

    /// Whether somebody counts as in the room in a minute, with what they are assumed to do from now on.
    private func isThere(_ session: SessionCase, _ minute: Int) -> Bool {
        if session.state == .scheduled, now < Self.minute(session.plannedEnd) {
            let gone = !session.presences.isEmpty && !session.presences.contains { $0.to == nil }
            if session.calledOut || (gone && !session.rostered) { return false }
            return earns(session.presences.last?.mode ?? .inPerson)
        }
        if session.state == .running, session.presences.isEmpty { return !session.calledOut && minute >= now }
        return session.presences.contains { presence in
            earns(presence.mode) && Self.minute(presence.from) <= minute
                && (presence.to.map { minute < Self.minute($0) } ?? true)
        }
    }

    private func earns(_ mode: PresenceMode) -> Bool {
        mode == .inPerson || (mode == .video && rule.creditsVideo) || (mode == .audioOnly && rule.creditsAudioOnly)
    }

    private func paint(_ session: SessionCase) -> Set<Int> {
        guard rule.kinds.contains(session.kind), session.state != .cancelled || session.ended != nil else { return [] }
        let planned = Self.minute(session.plannedEnd) - Self.minute(session.plannedStart)
        let first = start(session)
        let plannedEnd = Self.minute(session.plannedEnd)
        let running = session.state == .running ? max(plannedEnd, now) : plannedEnd
        var end = session.ended.map(Self.minute) ?? running
        if !rule.creditsOverrun { end = min(end, max(plannedEnd, first + planned)) }
        let minutes = Array(first..<max(first, end))
        var there = minutes.map { isThere(session, $0) }
        guard let arrived = there.firstIndex(of: true), let last = there.lastIndex(of: true) else { return [] }
        if arrived <= rule.grace.count / 60 { for place in 0..<arrived { there[place] = true } }
        if there.count - (last + 1) <= rule.grace.count / 60 { for place in last..<there.count { there[place] = true } }
        var painted: Set<Int> = []
        var breakMinutes = 0
        for (place, minute) in minutes.enumerated() {
            let isBreak = session.breaks.contains {
                Self.minute($0.lowerBound) <= minute && minute < Self.minute($0.upperBound)
            }
            if isBreak { breakMinutes += 1 }
            let isInterrupted = session.interruptions.contains {
                Self.minute($0.lowerBound) <= minute && minute < Self.minute($0.upperBound)
            }
            let counts = !isInterrupted && (!isBreak || breakMinutes <= rule.breaksCredited.count / 60)
            if there[place], counts, rule.creditsOverrun || painted.count < planned { painted.insert(minute) }
        }
        return painted.count < min(rule.minimumToCount.count / 60, planned) ? [] : painted
    }
}

extension MinuteOracle {
    /// The minutes that each session of the roster would have earned if everything had gone by the plan.
    func planned(_ sessions: [SessionCase]) -> [Set<Int>] {
        let painted = sessions.map { $0.rostered ? paintPlan($0) : [] }
        var won = sessions.map { _ in Set<Int>() }
        for minute in Set(painted.flatMap { $0 }) {
            let holders = sessions.indices.filter { painted[$0].contains(minute) }
            let latest = holders.max {
                (sessions[$0].plannedStart, $0) < (sessions[$1].plannedStart, $1)
            }
            if let latest { won[latest].insert(minute) }
        }
        return won
    }

    private func paintPlan(_ session: SessionCase) -> Set<Int> {
        let mode = session.presences.last?.mode ?? .inPerson
        let earns = mode == .inPerson || (mode == .video ? rule.creditsVideo : rule.creditsAudioOnly)
        guard earns, rule.kinds.contains(session.kind) else { return [] }
        let minutes = Self.minute(session.plannedStart)..<Self.minute(session.plannedEnd)
        var breakMinutes = 0
        let painted = minutes.filter { minute in
            let isBreak = session.breaks.contains {
                Self.minute($0.lowerBound) <= minute && minute < Self.minute($0.upperBound)
            }
            if isBreak { breakMinutes += 1 }
            return !isBreak || breakMinutes <= rule.breaksCredited.count / 60
        }
        return painted.count < min(rule.minimumToCount.count / 60, minutes.count) ? [] : Set(painted)
    }
}
