/// A session from beginning to end with what one member was there for.
struct Course: Equatable {
    let start: Instant
    let end: Instant
    let presences: [Presence]
    /// What stops treatment; the plan has none.
    var interruptions: [Range<Instant>] = []

    /// The time in the room between start and end, in the modes that are asked for.
    func present(where counts: (PresenceMode) -> Bool = { _ in true }) -> Spans {
        var spans = Spans()
        for presence in presences where counts(presence.mode) {
            spans = spans.union(Spans(from: max(presence.from, start), to: min(presence.to ?? end, end)))
        }
        return spans
    }
}

extension SessionCase {
    var plannedLength: Seconds { max(.zero, plannedStart.seconds(until: plannedEnd)) }

    /// Whether the member was there and has gone.
    var hasLeft: Bool { !presences.isEmpty && presences.allSatisfy { $0.to != nil } }

    /// Whether nothing that the member does from now on changes what the session earns.
    var isSettled: Bool {
        if ended != nil || state == .cancelled { return true }
        return started != nil && (hasLeft || (calledOut && presences.isEmpty))
    }

    /// The session as the plan has it, with the member there all the time.
    var plannedCourse: Course { course(from: plannedStart, to: plannedEnd, with: plannedStart) }

    /// The session as it was, or as it will have been if it goes on as planned, with the member there all the time, but for
    /// what was before the planned start.
    func wholeCourse(now: Instant) -> Course? {
        guard let started else { return state == .cancelled || ended != nil ? nil : plannedCourse }
        guard ended != nil || state != .cancelled else { return nil }
        var course = course(from: started, to: ended ?? max(plannedEnd, now), with: max(started, plannedStart))
        course.interruptions = interruptions
        return course
    }

    private func course(from start: Instant, to end: Instant, with arrival: Instant) -> Course {
        let mode = presences.last?.mode ?? .inPerson
        return Course(start: start, end: end, presences: [Presence(from: arrival, to: end, mode: mode)])
    }

    /// Until when the member is kept in this room, if they stay until its end.
    func keepsUntil(now: Instant) -> Instant? {
        guard started != nil, ended == nil, state != .cancelled, presences.contains(where: { $0.to == nil }) else {
            return nil
        }
        return max(plannedEnd, now)
    }

    /// The session as far as it has come at an instant. One that was reopened has come as far as the clock would say if
    /// nobody ended it anew: who was there yesterday isn't there all night.
    func courseSoFar(now: Instant) -> Course? {
        guard let started, ended != nil || state != .cancelled else { return nil }
        return Course(
            start: started, end: ended ?? min(now, clockEnd ?? now), presences: presences, interruptions: interruptions)
    }

    /// The session as it was, or as it will have been if it goes on as planned and the member does what they can:
    /// stays if they are in the room, comes if they weren't seen yet, and doesn't return if they have left.
    ///
    /// - Parameter arrival: When who wasn't seen yet can come: now, or once they are kept in no other room any more.
    func expectedCourse(now: Instant, arrival: Instant) -> Course? {
        if let started {
            if let ended {
                return Course(start: started, end: ended, presences: presences, interruptions: interruptions)
            }
            guard state != .cancelled else { return nil }
            let end = max(plannedEnd, now)
            let isComing = presences.isEmpty && !calledOut && arrival < end
            let coming = isComing ? [Presence(from: arrival, to: end, mode: .inPerson)] : []
            return Course(start: started, end: end, presences: presences + coming, interruptions: interruptions)
        }
        guard state != .cancelled, ended == nil else { return nil }
        if now >= plannedEnd { return Course(start: plannedStart, end: plannedEnd, presences: presences) }
        return calledOut || (!rostered && hasLeft) ? nil : plannedCourse
    }
}
