extension CreditRule {
    /// What each session of a week brings a member, in the order of the sessions.
    ///
    /// A session that runs is credited once the member has left, as if it ended as planned; until then `remaining`
    /// says what staying to the planned end will bring. Time in two sessions at once is credited to the one that
    /// began later, since being there means having left the other.
    package func credit(_ sessions: [SessionCase], now: Instant) -> [SessionCredit] {
        WeekTotals(self, sessions, in: nil, now: now).credits
    }

    /// The stretches that one session earns if it takes a course.
    ///
    /// - Parameters:
    ///   - away: When the member was in a session that began later, or is credited with that.
    ///   - elsewhere: When the member was in any other session.
    func earned(
        _ course: Course, of session: SessionCase, away: Spans = Spans(), elsewhere: Spans = Spans()
    ) -> Spans {
        guard kinds.contains(session.kind) else { return Spans() }
        let length = session.plannedLength
        let lastPlanned = max(session.plannedEnd, course.start + length)
        let end = creditsOverrun ? course.end : min(course.end, lastPlanned)
        let window = Spans(from: course.start, to: end)
        let breaks = Spans(session.breaks).intersection(window)
        let treatment = window.subtracting(breaks.subtracting(breaks.prefix(breaksCredited)))
            .subtracting(Spans(course.interruptions))
        let present = course.present(where: credits).intersection(window).subtracting(away)
        let forgiven = forgiven(present, course, of: session, until: end, elsewhere: elsewhere).subtracting(away)
        let counted = present.union(forgiven).intersection(treatment)
        let earned = creditsOverrun ? counted : counted.prefix(length)
        let minimum = min(minimumToCount, length)
        return earned.milliseconds < Int64(minimum.count) * 1000 ? Spans() : earned
    }

    /// The time that arriving late and leaving early by no more than the grace period costs nothing of.
    ///
    /// It counts from the actual start. Where the clinic began early, it counts from the planned start too: nobody is late
    /// before that, but whoever comes then wasn't there before. And what nobody planned takes nothing from another session.
    private func forgiven(
        _ present: Spans, _ course: Course, of session: SessionCase, until end: Instant, elsewhere: Spans
    ) -> Spans {
        guard let first = present.first?.lowerBound, let last = present.last?.upperBound else { return Spans() }
        var forgiven = Spans()
        let onTime = max(course.start, session.plannedStart)
        if first <= course.start + grace {
            let late = Spans(from: course.start, to: first).split(at: onTime)
            forgiven = late.before.subtracting(elsewhere).union(late.after)
        } else if first <= onTime + grace {
            forgiven = Spans(from: onTime, to: first)
        }
        return end - grace <= last ? forgiven.union(Spans(from: last, to: end)) : forgiven
    }

    private func credits(_ mode: PresenceMode) -> Bool {
        switch mode {
        case .inPerson: true
        case .video: creditsVideo
        case .audioOnly: creditsAudioOnly
        }
    }
}
