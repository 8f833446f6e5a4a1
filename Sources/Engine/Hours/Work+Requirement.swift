import Clinic
import Ledger

/// What a member's week is held against.
struct Ground {
    let stay: Enrolment
    let requirement: Requirement
    /// The days of the week on which the member is in treatment at that level.
    let days: [LocalDate]
    /// The levels earlier in the week, with their days.
    let earlier: [(gates: Gates, days: [LocalDate])]
    let waiver: WaiverTerms?

    var program: Program { requirement.program }
}

extension Work {
    /// What a week is held against. `nil` if the member isn't in treatment on any day of it, unless its figures were
    /// written down before that became known.
    func ground(of key: WeekKey) throws -> Ground? {
        var levels = try stays(in: key).levels(in: key.week)
        let stays = try stays(of: key.member)
        if levels.isEmpty, let known = try written(key) {
            // One that was cancelled before it began is gone, and asks for nothing of its program.
            let stay =
                stays.last { $0.admitted < key.week.end } ?? stays.first
                ?? Enrolment(
                    member: key.member, admitted: known.week,
                    levels: [LevelOfCare(from: known.week, program: known.program)])
            levels = [LevelDays(stay: stay, level: stay.level(on: key.week.start), dates: [])]
        }
        var asked: [(requirement: Requirement, days: [LocalDate])] = []
        for level in levels {
            guard let requirement = try requirement(level.level, in: key.week) else { return nil }
            if let last = asked.last, last.requirement.program == requirement.program {
                asked[asked.count - 1] = (last.requirement, last.days + level.dates)
            } else {
                asked.append((requirement, level.dates))
            }
        }
        guard let stay = levels.last?.stay, let (requirement, days) = asked.last else { return nil }
        let waivers = try shelf.waivers(from: store).filter {
            $0.covers(key.week, of: key.member, in: requirement.program.id)
        }
        let waiver = waivers.first.map { first in waivers.dropFirst().reduce(first.terms) { $0.and($1.terms) } }
        return Ground(
            stay: stay, requirement: waiver.map(requirement.waived) ?? requirement, days: days,
            earlier: asked.dropLast().map { ($0.requirement.program.gates, $0.days) }, waiver: waiver)
    }

    /// Whether a member is in treatment on any day of a week.
    func isInTreatment(_ key: WeekKey) throws -> Bool {
        try !stays(in: key).levels(in: key.week).isEmpty
    }

    private func requirement(_ level: LevelOfCare, in week: Week) throws -> Requirement? {
        try program(level.program, on: max(week.start, level.from)).map { Requirement($0, at: level) }
    }
}

extension Ground {
    func situation(
        of week: Week, _ sessions: [SessionCase], makeups: [Seconds], now: Instant, today: LocalDate, closed: Bool,
        lastTreatmentDay: LocalDate?, meetings: [LocalDate]
    ) -> WeekSituation {
        let count = { (days: [LocalDate]) in meetings.count(where: days.contains) }
        return WeekSituation(
            week: week, program: program, enrolledDays: days.count, sessions: sessions, makeups: makeups, now: now,
            closed: closed, today: today, lastTreatmentDay: lastTreatmentDay,
            earlier: earlier.map { GateDays($0.gates, days: $0.days.count, sessions: count($0.days)) },
            schedule: SessionCount(own: count(days), all: meetings.count), waiver: waiver,
            isTransition: requirement.level.isTransition(week))
    }
}
