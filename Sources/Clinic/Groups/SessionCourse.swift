/// How far a session has come: the phase that is on, the turns taken in it, and what has been told of its time.
package struct SessionCourse: Sendable, Hashable, Codable {
    package let plan: CoursePlan
    /// The phase that is on; of no meaning without an agenda.
    package private(set) var now = Step(phase: 0, since: Instant(milliseconds: 0))
    /// The phases before it, so that a step forward can be taken back.
    package private(set) var passed: [Step] = []
    /// By how much the session was extended during the phase that is on: the time is that phase's.
    private var extended = Seconds.zero
    private var phase = Told()
    private var session = Told()

    /// One phase as it was held.
    package struct Step: Sendable, Hashable, Codable {
        /// The place in the agenda, counted from 0.
        package let phase: Int
        package let since: Instant
        /// The members who have had their turn, in the order in which they had it.
        package var turns: [MemberCode] = []
    }

    /// What has been told of a length of time that runs out.
    private struct Told: Sendable, Hashable, Codable {
        /// How many of the warnings.
        var warnings = 0
        var overrun = false
    }

    package init(_ plan: CoursePlan, since start: Instant) {
        self.plan = plan
        now = Step(phase: 0, since: start)
    }

    /// The phase that is on; `nil` without an agenda.
    package var current: Phase? { plan.agenda?.phases[now.phase] }

    /// The phase after the one that is on.
    package var next: Phase? {
        plan.agenda.flatMap { now.phase + 1 < $0.phases.count ? $0.phases[now.phase + 1] : nil }
    }

    /// Whose turn it is and who has none yet, of those who are present, in the order of their arrival.
    package func waiting(of present: [MemberCode]) -> [MemberCode] {
        current?.kind == .round ? present.filter { !now.turns.contains($0) } : []
    }
}

// MARK: What happens

extension SessionCourse {
    /// Another phase begins. One that was passed goes on as if it had never been left.
    package mutating func enter(_ index: Int, at time: Instant) {
        if let last = passed.last, last.phase == index {
            now = passed.removeLast()
        } else {
            passed.append(now)
            now = Step(phase: index, since: time)
        }
        extended = .zero
        phase = Told()
    }

    package mutating func takeTurn(_ member: MemberCode) {
        now.turns.append(member)
    }

    package mutating func takeBackTurn(_ member: MemberCode) {
        now.turns.removeAll { $0 == member }
    }

    /// The session lasts longer, and the phase that is on with it. Of their ends is told what hasn't passed.
    package mutating func extend(by length: Seconds, plannedEnd: Instant, pauses: [Pause], at time: Instant) {
        extended = extended + length
        goOn(plannedEnd: plannedEnd, pauses: pauses, at: time)
    }

    /// A session goes on with other ends than before, or after its end: what has passed by then isn't told.
    package mutating func goOn(plannedEnd: Instant, pauses: [Pause], at time: Instant) {
        phase = phaseEnd(pauses).map { told(plan.phaseWarnings, of: $0, at: time) } ?? Told()
        session = told(plan.sessionWarnings, of: plannedEnd, at: time)
    }

    package mutating func tell(_ moment: CourseMoment, plannedEnd: Instant, pauses: [Pause], at time: Instant) {
        switch moment {
        case .phaseEndsSoon:
            phase.warnings = phaseEnd(pauses).map { passedWarnings(plan.phaseWarnings, before: $0, at: time) } ?? 0
        case .phaseOverran: phase.overrun = true
        case .endsSoon: session.warnings = passedWarnings(plan.sessionWarnings, before: plannedEnd, at: time)
        case .overran: session.overrun = true
        }
    }

    private func told(_ warnings: [Seconds], of end: Instant, at time: Instant) -> Told {
        Told(warnings: passedWarnings(warnings, before: end, at: time), overrun: end + Self.grace <= time)
    }

    private func passedWarnings(_ warnings: [Seconds], before end: Instant, at time: Instant) -> Int {
        warnings.count { end - $0 <= time }
    }
}

// MARK: What time brings

/// Something that is told when its time has come.
package enum CourseMoment: String, Sendable, Codable, CaseIterable {
    /// A phase is nearly over.
    case phaseEndsSoon = "phase_ends_soon"
    /// A phase has lasted longer than planned.
    case phaseOverran = "phase_overran"
    /// The session is nearly over.
    case endsSoon = "ends_soon"
    /// The session has lasted longer than planned.
    case overran
}

extension SessionCourse {
    /// How far over its time something may be before that is told: whoever ends it within a minute has ended it in time.
    private static let grace = Seconds.minutes(1)

    /// When the phase that is on has lasted as long as planned; `nil` without an agenda and while treatment stands
    /// still, which is no part of a phase other than a break.
    package func phaseEnd(_ pauses: [Pause]) -> Instant? {
        guard let current else { return nil }
        var end = now.since + current.length + extended
        if current.kind == .rest { return end }
        for pause in pauses {
            guard let to = pause.to else { return nil }
            let stood = to.milliseconds - max(pause.from, now.since).milliseconds
            if stood > 0 { end = Instant(milliseconds: end.milliseconds + stood) }
        }
        return end
    }

    /// What is left of the phase that is on; negative once it has lasted longer than planned. Stands still where
    /// treatment does.
    package func phaseLeft(_ pauses: [Pause], at time: Instant) -> Seconds? {
        guard let last = pauses.last, last.to == nil, current?.kind != .rest else {
            return phaseEnd(pauses).map { time.seconds(until: $0) }
        }
        let stopped = max(last.from, now.since)
        return phaseEnd(pauses.dropLast()).map { stopped.seconds(until: $0) }
    }

    /// What is to be told next, and when. The end of the last phase is the session's.
    package func next(plannedEnd: Instant, pauses: [Pause]) -> (due: Instant, moment: CourseMoment)? {
        var moments: [(due: Instant, moment: CourseMoment)] = []
        if next != nil, let current, let end = phaseEnd(pauses) {
            let warnings = plan.phaseWarnings.dropFirst(phase.warnings).filter { $0 < current.length }
            if let first = warnings.first { moments.append((end - first, .phaseEndsSoon)) }
            let grace = plan.agenda?.advances == true ? .zero : Self.grace
            if !phase.overrun { moments.append((end + grace, .phaseOverran)) }
        }
        if let first = plan.sessionWarnings.dropFirst(session.warnings).first {
            moments.append((plannedEnd - first, .endsSoon))
        }
        if !session.overrun { moments.append((plannedEnd + Self.grace, .overran)) }
        return moments.min { $0.due < $1.due }
    }
}

extension Session {
    /// When something is next to be told of a running session's time, and what; `nil` if nothing is.
    package var nextMoment: (due: Instant, moment: CourseMoment)? {
        state == .running ? course?.next(plannedEnd: plannedEnd, pauses: pauses) : nil
    }
}
