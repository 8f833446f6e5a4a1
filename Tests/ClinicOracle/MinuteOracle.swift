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
        let expected = paint(sessions, sessions.map { expectedSitting($0, among: sessions) })
        return (zip(sessions, expected).map { isOver($0) ? $1 : [] }, expected)
    }

    /// The minutes so far in which the member was in each session, and in none that began later.
    package func attended(_ sessions: [SessionCase]) -> [Set<Int>] {
        let sittings = sessions.map { session -> Sitting? in
            guard let started = session.started, session.ended != nil || session.state != .cancelled else { return nil }
            return sitting(session, from: Self.minute(started), to: session.ended.map(Self.minute) ?? now)
        }
        let map = WhereaboutsMap(sittings)
        return sessions.indices.map { index in Set(map.minutes(in: index).filter { map.place($0) == index }) }
    }

    /// The minutes that each session of the roster would have earned if everything had gone by the plan.
    package func planned(_ sessions: [SessionCase]) -> [Set<Int>] {
        paint(sessions, sessions.map { $0.rostered ? plannedSitting($0) : nil }, isPlan: true)
    }

    /// The minutes that a session would have earned with the member there all the time from its planned start on, but
    /// for what else was planned for them meanwhile.
    func whole(_ index: Int, of sessions: [SessionCase]) -> Set<Int> {
        let session = sessions[index]
        let map = WhereaboutsMap(sessions.map { $0.rostered ? plannedSitting($0) : nil })
        let isFree = { (minute: Int) in map.place(minute).map { !map.isLater($0, than: index) } ?? true }
        var sitting = plannedSitting(session)
        if let started = session.started {
            guard session.ended != nil || session.state != .cancelled else { return [] }
            let onTime = Self.minute(session.plannedStart)
            let end = session.ended.map(Self.minute) ?? max(Self.minute(session.plannedEnd), now)
            let modes = [session.presences.last?.mode ?? .inPerson]
            sitting = Sitting(first: Self.minute(started), end: end, interruptions: session.interruptions) {
                $0 >= onTime ? modes : []
            }
        } else if session.state == .cancelled || session.ended != nil {
            return []
        }
        return paint(session, sitting, isFree: isFree, isAlone: { _ in true })
    }
}

extension MinuteOracle {
    private func sitting(_ session: SessionCase, from first: Int, to end: Int) -> Sitting {
        let presences = session.presences.map { presence in
            (from: Self.minute(presence.from), to: presence.to.map(Self.minute) ?? .max, mode: presence.mode)
        }
        return Sitting(first: first, end: end, interruptions: session.started == nil ? [] : session.interruptions) {
            minute in
            presences.filter { $0.from <= minute && minute < $0.to }.map(\.mode)
        }
    }

    private func plannedSitting(_ session: SessionCase) -> Sitting {
        let modes = [session.presences.last?.mode ?? .inPerson]
        return Sitting(first: Self.minute(session.plannedStart), end: Self.minute(session.plannedEnd)) { _ in modes }
    }

    /// With what the member is assumed to do from now on.
    private func expectedSitting(_ session: SessionCase, among sessions: [SessionCase]) -> Sitting? {
        let plannedEnd = Self.minute(session.plannedEnd)
        if let started = session.started.map(Self.minute) {
            if let ended = session.ended { return sitting(session, from: started, to: Self.minute(ended)) }
            guard session.state != .cancelled else { return nil }
            let end = max(plannedEnd, now)
            guard session.presences.isEmpty else { return sitting(session, from: started, to: end) }
            // Who sits in another room comes from there, once that is over.
            let rooms = sessions.filter { $0.state == .running && $0.presences.contains { $0.to == nil } }
            let arrival = rooms.map { max(Self.minute($0.plannedEnd), now) }.max() ?? now
            return Sitting(first: started, end: end, interruptions: session.interruptions) { minute in
                session.calledOut || minute < arrival ? [] : [.inPerson]
            }
        }
        guard session.state != .cancelled, session.ended == nil else { return nil }
        if now >= plannedEnd { return sitting(session, from: Self.minute(session.plannedStart), to: plannedEnd) }
        let gone = !session.presences.isEmpty && !session.presences.contains { $0.to == nil }
        return session.calledOut || gone && !session.rostered ? nil : plannedSitting(session)
    }

    private func isOver(_ session: SessionCase) -> Bool {
        if session.ended != nil || session.state == .cancelled { return true }
        guard session.state == .running else { return false }
        if session.presences.isEmpty { return session.calledOut }
        return !session.presences.contains { $0.to == nil }
    }

    /// The minutes that each session earns beside the others.
    ///
    /// The member is where they came last: in no session that began before it. What they weren't in a room for, but is
    /// forgiven them, is of the session that began last.
    private func paint(_ sessions: [SessionCase], _ sittings: [Sitting?], isPlan: Bool = false) -> [Set<Int>] {
        let map = WhereaboutsMap(sittings)
        // What hasn't begun has kept nobody from anything so far.
        let isReal = { (index: Int, minute: Int) in isPlan || sessions[index].started != nil || minute >= now }
        var painted = sessions.map { _ in Set<Int>() }
        for index in map.lastFirst {
            guard let sitting = sittings[index] else { continue }
            let later = map.lastFirst.prefix { $0 != index }
            painted[index] = paint(
                sessions[index], sitting,
                isFree: { minute in
                    !later.contains { other in
                        isReal(other, minute) && (map.isIn(other, minute) || painted[other].contains(minute))
                    }
                },
                isAlone: { minute in
                    !map.lastFirst.contains { $0 != index && map.isIn($0, minute) && isReal($0, minute) }
                })
        }
        return painted
    }

    /// - Parameters:
    ///   - isFree: Whether no session that began later has a minute.
    ///   - isAlone: Whether the member is in no other room in a minute.
    private func paint(
        _ session: SessionCase, _ sitting: Sitting, isFree: (Int) -> Bool, isAlone: (Int) -> Bool
    ) -> Set<Int> {
        guard rule.kinds.contains(session.kind) else { return [] }
        let onTime = Self.minute(session.plannedStart)
        let planned = Self.minute(session.plannedEnd) - onTime
        let lastPlanned = max(Self.minute(session.plannedEnd), sitting.first + planned)
        let end = rule.creditsOverrun ? sitting.end : min(sitting.end, lastPlanned)
        let minutes = Array(sitting.first..<max(sitting.first, end))
        let there = minutes.map { sitting.modes($0).contains(where: earns) && isFree($0) }
        guard let arrived = there.firstIndex(of: true), let left = there.lastIndex(of: true) else { return [] }
        let grace = rule.grace.count / 60
        let isLateForPlan = minutes[arrived] > max(onTime, sitting.first) + grace
        var painted: Set<Int> = []
        var breakMinutes = 0
        for (place, minute) in minutes.enumerated() {
            var isForgiven = place > left && minutes.count - left - 1 <= grace
            // Before the planned start nobody is late; but then only the time that belongs to nothing else is given away.
            if place < arrived, !isLateForPlan, minute >= onTime { isForgiven = true }
            if place < arrived, arrived <= grace { isForgiven = minute >= onTime || isAlone(minute) }
            let isBreak = contains(session.breaks, minute)
            if isBreak { breakMinutes += 1 }
            let isTreatment =
                !contains(sitting.interruptions, minute)
                && (!isBreak || breakMinutes <= rule.breaksCredited.count / 60)
            guard there[place] || isForgiven && isFree(minute), isTreatment else { continue }
            if rule.creditsOverrun || painted.count < planned { painted.insert(minute) }
        }
        return painted.count < min(rule.minimumToCount.count / 60, planned) ? [] : painted
    }

    private func earns(_ mode: PresenceMode) -> Bool {
        mode == .inPerson || (mode == .video && rule.creditsVideo) || (mode == .audioOnly && rule.creditsAudioOnly)
    }

    private func contains(_ stretches: [Range<Instant>], _ minute: Int) -> Bool {
        stretches.contains { Self.minute($0.lowerBound) <= minute && minute < Self.minute($0.upperBound) }
    }
}
