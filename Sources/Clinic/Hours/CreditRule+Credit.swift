extension CreditRule {
    /// What each session of a week brings a member, in the order of the sessions.
    ///
    /// A session that runs is credited once the member has left, as if it ended as planned; until then `remaining`
    /// says what staying to the planned end will bring. Time in two sessions at once is credited to the one that
    /// began later, since being there means having left the other.
    package func credit(_ sessions: [SessionCase], now: Instant) -> [SessionCredit] {
        let credited = creditedSoFar(sessions, now: now)
        let expected = expected(sessions, now: now)
        return sessions.indices.map { index in
            SessionCredit(
                session: sessions[index].session,
                attended: sessions[index].courseSoFar(now: now)?.present().length ?? .zero,
                credited: credited[index], remaining: max(.zero, expected[index] - credited[index]))
        }
    }

    /// What is earned so far by each session.
    func creditedSoFar(_ sessions: [SessionCase], now: Instant) -> [Seconds] {
        tally(sessions) { $0.isSettled ? $0.expectedCourse(now: now) : nil }
    }

    /// What each session will have earned if the member does what they still can.
    func expected(_ sessions: [SessionCase], now: Instant) -> [Seconds] {
        tally(sessions) { $0.expectedCourse(now: now) }
    }

    /// What each session would have earned by the week's schedule: cancelled ones too, unscheduled visits not.
    func planned(_ sessions: [SessionCase]) -> [Seconds] {
        tally(sessions) { $0.rostered ? $0.plannedCourse : nil }
    }

    /// The credit of sessions that take the courses given for them; no minute is credited twice.
    private func tally(_ sessions: [SessionCase], _ course: (SessionCase) -> Course?) -> [Seconds] {
        let latestFirst = sessions.indices
            .compactMap { index in course(sessions[index]).map { (index: index, course: $0) } }
            .sorted { ($0.course.start, $0.index) > ($1.course.start, $1.index) }
        var taken = Spans()
        var result = sessions.map { _ in Seconds.zero }
        for (index, course) in latestFirst {
            let earned = earned(course, of: sessions[index])
            result[index] = earned.subtracting(taken).length
            taken = taken.union(earned)
        }
        return result
    }

    /// The stretches that one session earns by itself.
    private func earned(_ course: Course, of session: SessionCase) -> Spans {
        guard kinds.contains(session.kind) else { return Spans() }
        let length = session.plannedLength
        let lastPlanned = max(session.plannedEnd, course.start + length)
        let end = creditsOverrun ? course.end : min(course.end, lastPlanned)
        let window = Spans(from: course.start, to: end)
        let breaks = Spans(session.breaks).intersection(window)
        let treatment = window.subtracting(breaks.subtracting(breaks.prefix(breaksCredited)))
        let present = withGrace(course.present(where: credits).intersection(window), from: course.start, to: end)
        let counted = present.intersection(treatment)
        let earned = creditsOverrun ? counted : counted.prefix(length)
        let minimum = min(minimumToCount, length)
        return earned.milliseconds < Int64(minimum.count) * 1000 ? Spans() : earned
    }

    /// Forgives arriving late and leaving early by no more than the grace period.
    private func withGrace(_ present: Spans, from start: Instant, to end: Instant) -> Spans {
        guard let first = present.first, let last = present.last else { return present }
        var forgiven = present
        if first.lowerBound <= start + grace {
            forgiven = forgiven.union(Spans(from: start, to: first.lowerBound))
        }
        if end - grace <= last.upperBound {
            forgiven = forgiven.union(Spans(from: last.upperBound, to: end))
        }
        return forgiven
    }

    private func credits(_ mode: PresenceMode) -> Bool {
        switch mode {
        case .inPerson: true
        case .video: creditsVideo
        case .audioOnly: creditsAudioOnly
        }
    }
}
