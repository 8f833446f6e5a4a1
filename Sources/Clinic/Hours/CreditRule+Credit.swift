extension CreditRule {
    /// What each session of a week brings a member, in the order of the sessions.
    ///
    /// A session that runs is credited once the member has left, as if it ended as planned; until then `remaining`
    /// says what staying to the planned end will bring. Time in two sessions at once is credited to the one that
    /// began later, since being there means having left the other.
    package func credit(_ sessions: [SessionCase], now: Instant) -> [SessionCredit] {
        WeekTotals(self, sessions, in: nil, now: now).credits
    }

    /// What one session earns by itself if it takes a course.
    func earning(_ course: Course, of session: SessionCase) -> Earning {
        Earning(start: course.start, spans: earned(course, of: session))
    }

    private func earned(_ course: Course, of session: SessionCase) -> Spans {
        guard kinds.contains(session.kind) else { return Spans() }
        let length = session.plannedLength
        let lastPlanned = max(session.plannedEnd, course.start + length)
        let end = creditsOverrun ? course.end : min(course.end, lastPlanned)
        let window = Spans(from: course.start, to: end)
        let breaks = Spans(session.breaks).intersection(window)
        let treatment = window.subtracting(breaks.subtracting(breaks.prefix(breaksCredited)))
            .subtracting(Spans(course.interruptions))
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
