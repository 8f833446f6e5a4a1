/// What a week's sessions bring a member, one by one and for the gates.
struct WeekTotals {
    /// Earned so far, possible, and planned, each by session.
    let credited: [Seconds]
    let expected: [Seconds]
    let planned: [Seconds]
    /// What of the plan is lost and whose loss it is, each by session.
    let losses: [Loss]
    /// The time in each room so far.
    let attended: [Spans]
    private let sessions: [SessionCase]

    init(_ rule: CreditRule, _ sessions: [SessionCase], now: Instant) {
        let plan = sessions.map { $0.rostered ? $0.plannedCourse : nil }
        let planEarnings = sessions.indices.map { index in
            plan[index].map { rule.earning($0, of: sessions[index]) }
        }
        let earnings: [Earning?] = sessions.indices.map { index in
            guard let course = sessions[index].expectedCourse(now: now) else { return nil }
            return course == plan[index] ? planEarnings[index] : rule.earning(course, of: sessions[index])
        }
        let (planned, expected) = (Earning.shared(planEarnings), Earning.shared(earnings))
        self.planned = planned
        self.expected = expected
        losses = sessions.indices.map { index in
            let lost = max(.zero, planned[index] - expected[index])
            guard lost > .zero else { return Loss() }
            let whole = sessions[index].wholeCourse(now: now).map { rule.earning($0, of: sessions[index]).spans.length }
            let byClinic = min(lost, max(.zero, planned[index] - (whole ?? .zero)))
            return Loss(byClinic: byClinic, byMember: lost - byClinic)
        }
        credited = Earning.shared(sessions.indices.map { sessions[$0].isSettled ? earnings[$0] : nil })
        attended = sessions.map { $0.courseSoFar(now: now)?.present() ?? Spans() }
        self.sessions = sessions
    }

    init(_ situation: WeekSituation) {
        self.init(situation.program.credit, situation.sessions, now: situation.now)
    }

    var credits: [SessionCredit] {
        sessions.indices.map { index in
            SessionCredit(
                session: sessions[index].session, attended: attended[index].length, credited: credited[index],
                remaining: max(.zero, expected[index] - credited[index]))
        }
    }

    /// What a list of the sessions' figures comes to on each day, without days on which it is nothing.
    func days(_ figures: [Seconds]) -> [LocalDate: Seconds] {
        zip(sessions, figures).reduce(into: [:]) { days, entry in
            if entry.1 > .zero { days[entry.0.date, default: .zero] += entry.1 }
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
    static func shared(_ earnings: [Earning?]) -> [Seconds] {
        var result = earnings.map { $0?.spans.length ?? .zero }
        let overlap = earnings.indices.contains { index in
            earnings[..<index].contains { $0?.touches(earnings[index]) ?? false }
        }
        guard overlap else { return result }
        let latestFirst = earnings.enumerated().compactMap { index, earning in earning.map { (index, $0) } }
            .sorted { ($0.1.start, $0.0) > ($1.1.start, $1.0) }
        var taken = Spans()
        for (index, earning) in latestFirst {
            result[index] = earning.spans.subtracting(taken).length
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
