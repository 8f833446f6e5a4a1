/// What a week's sessions bring a member, one by one and for the gates.
struct WeekTotals {
    /// What is earned so far, possible, and planned, each by session.
    let credited: [Spans]
    let expected: [Spans]
    let planned: [Spans]
    /// What of the plan is lost and whose loss it is, each by session.
    let losses: [Loss]
    /// The time in each room so far.
    let attended: [Spans]
    /// What each session brings in whatever week.
    let credits: [SessionCredit]
    private let sessions: [SessionCase]

    /// - Parameter week: The week that is counted: of sessions that are split at its beginning or end the part within,
    ///   of other weeks' sessions nothing. They only take the time that is theirs.
    init(_ rule: CreditRule, _ sessions: [SessionCase], in week: Week?, now: Instant) {
        let within = { (spans: [Spans]) in
            week.map { week in zip(sessions, spans).map { $0.part(of: $1, in: week) } } ?? spans
        }
        let plan = sessions.map { $0.rostered ? $0.plannedCourse : nil }
        let planEarnings = sessions.indices.map { index in
            plan[index].map { rule.earning($0, of: sessions[index]) }
        }
        let earnings: [Earning?] = sessions.indices.map { index in
            guard let course = sessions[index].expectedCourse(now: now) else { return nil }
            return course == plan[index] ? planEarnings[index] : rule.earning(course, of: sessions[index])
        }
        let possible = Earning.shared(earnings)
        let earned = Earning.shared(sessions.indices.map { sessions[$0].isSettled ? earnings[$0] : nil })
        let rooms = sessions.map { $0.courseSoFar(now: now)?.present() ?? Spans() }
        let (planned, expected) = (within(Earning.shared(planEarnings)), within(possible))
        self.planned = planned
        self.expected = expected
        losses = sessions.indices.map { index in
            let session = sessions[index]
            let lost = max(.zero, planned[index].length - expected[index].length)
            guard lost > .zero else { return Loss() }
            let whole = session.wholeCourse(now: now).map { rule.earning($0, of: session).spans } ?? Spans()
            let held = week.map { session.part(of: whole, in: $0) } ?? whole
            let byClinic = min(lost, max(.zero, planned[index].length - held.length))
            return Loss(byClinic: byClinic, byMember: lost - byClinic)
        }
        credited = within(earned)
        attended = within(rooms)
        credits = sessions.indices.map { index in
            SessionCredit(
                session: sessions[index].session, attended: rooms[index].length, credited: earned[index].length,
                remaining: max(.zero, possible[index].length - earned[index].length))
        }
        self.sessions = sessions
    }

    init(_ situation: WeekSituation) {
        self.init(situation.program.credit, situation.sessions, in: situation.week, now: situation.now)
    }

    /// What the sessions' time comes to on each day, without days on which it is nothing.
    func days(_ figures: [Spans]) -> [LocalDate: Seconds] {
        zip(sessions, figures).reduce(into: [:]) { days, entry in
            for (date, time) in entry.0.days(of: entry.1) where time > .zero { days[date, default: .zero] += time }
        }
    }
}

/// What of a plan is lost: by the clinic what even a member who was there all the time would have lost, by the member
/// the rest.
struct Loss: Equatable {
    var byClinic = Seconds.zero
    var byMember = Seconds.zero
}

/// The stretches that a session earns by itself.
struct Earning {
    /// When treatment began.
    let start: Instant
    let spans: Spans

    /// The credit of a week's sessions; no minute is credited twice. A session that stays out is `nil`.
    ///
    /// Time in two sessions at once is credited to the one that began later, since being there means having left the
    /// other.
    static func shared(_ earnings: [Earning?]) -> [Spans] {
        var result = earnings.map { $0?.spans ?? Spans() }
        let overlap = earnings.indices.contains { index in
            earnings[..<index].contains { $0?.touches(earnings[index]) ?? false }
        }
        guard overlap else { return result }
        let latestFirst = earnings.enumerated().compactMap { index, earning in earning.map { (index, $0) } }
            .sorted { ($0.1.start, $0.0) > ($1.1.start, $1.0) }
        var taken = Spans()
        for (index, earning) in latestFirst {
            result[index] = earning.spans.subtracting(taken)
            taken = taken.union(earning.spans)
        }
        return result
    }

    /// Whether one begins before the other is over.
    private func touches(_ other: Earning?) -> Bool {
        guard let from = spans.first?.lowerBound, let to = spans.last?.upperBound,
            let otherFrom = other?.spans.first?.lowerBound, let otherTo = other?.spans.last?.upperBound
        else { return false }
        return from < otherTo && otherFrom < to
    }
}

extension [Seconds] {
    var sum: Seconds { reduce(.zero, +) }
}

extension [Spans] {
    var sum: Seconds { reduce(.zero) { $0 + $1.length } }
}

extension SessionCase {
    /// What of some time at this session belongs to a week.
    fileprivate func part(of spans: Spans, in week: Week) -> Spans {
        guard let midnight else { return week.contains(date) ? spans : Spans() }
        let isIn = (first: week.contains(date), next: week.contains(date.adding(days: 1)))
        if isIn.first, isIn.next { return spans }
        let parts = spans.split(at: midnight)
        return isIn.first ? parts.before : parts.after
    }

    /// What some time at this session comes to on each of its days.
    fileprivate func days(of spans: Spans) -> [(LocalDate, Seconds)] {
        guard let midnight else { return [(date, spans.length)] }
        let parts = spans.split(at: midnight)
        return [(date, parts.before.length), (date.adding(days: 1), parts.after.length)]
    }
}
