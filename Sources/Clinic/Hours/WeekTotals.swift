/// What a week's sessions bring a member, one by one and for the gates.
struct WeekTotals {
    /// What is earned so far, possible, and planned, each by session.
    let credited: [Spans]
    let expected: [Spans]
    let planned: [Spans]
    /// What of the plan is lost and whose loss it is, each by session.
    let losses: [Loss]
    /// The time in each room so far that wasn't spent in one that began later.
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
        let arrival = sessions.compactMap { $0.keepsUntil(now: now) }.max() ?? now
        let courses = sessions.map { $0.expectedCourse(now: now, arrival: arrival) }
        let planEarned = rule.earnings(of: plan, at: sessions)
        let possible = rule.earnings(of: courses, at: sessions, now: now)
        let earned = sessions.indices.map { sessions[$0].isSettled ? possible[$0] : Spans() }
        let rooms = sessions.map { $0.courseSoFar(now: now) }.presences
        let (planned, expected) = (within(planEarned), within(possible))
        self.planned = planned
        self.expected = expected
        losses = sessions.indices.map { index in
            let session = sessions[index]
            let lost = max(.zero, planned[index].length - expected[index].length)
            guard lost > .zero else { return Loss() }
            let away = plan.later(than: index)
            let whole = session.wholeCourse(now: now).map { rule.earned($0, of: session, away: away) } ?? Spans()
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
