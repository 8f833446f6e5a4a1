extension WeekSituation {
    /// The figures of the week and where it stands.
    ///
    /// The standing is the worst of any gate. A partial week that is exempt is at risk at worst, and that only if
    /// something has been lost; a week of transition is on track at worst. What is met only because of a waiver is
    /// `waived`. A closed week is `met`, `waived`, `shortfall` or `exempt`.
    package func figures() -> WeekFigures {
        figures(WeekTotals(self))
    }

    /// The figures, and what each session that began in this week has brought, whatever week its time belongs to.
    package func judged() -> (figures: WeekFigures, credits: [SessionCredit]) {
        let totals = WeekTotals(self)
        return (figures(totals), zip(sessions, totals.credits).compactMap { week.contains($0.date) ? $1 : nil })
    }

    private func figures(_ totals: WeekTotals) -> WeekFigures {
        let decisive = gateFigures(totals).worst
        let credited = totals.credited.sum
        let possible = max(credited, totals.expected.sum)
        let planned = totals.planned.sum
        // An hour in two rooms at once is one hour.
        let attended = totals.attended.reduce(Spans()) { $0.union($1) }.length
        let lacking = decisive?.gate == .dailyMinimum ? decisive?.missing ?? 0 : required.count - possible.count
        return WeekFigures(
            required: required, maximum: program.gates.weeklyMaximum, attended: attended, credited: credited,
            remaining: possible - credited, possible: possible, planned: planned,
            missing: isExempt ? .zero : Seconds(max(0, lacking)),
            standing: standing(totals, worst: decisive?.standing ?? .met, hasLost: possible < planned),
            rule: (decisive?.gate ?? .weeklyMinimum).rawValue, exemption: exemption,
            lost: sessions.indices.filter { totals.losses[$0] != Loss() }.map { sessions[$0].session },
            lostByClinic: totals.losses.map(\.byClinic).sum, lostByMember: totals.losses.map(\.byMember).sum)
    }

    private func standing(_ totals: WeekTotals, worst: Standing, hasLost: Bool) -> Standing {
        if worst == .met || closed && worst == .overMaximum {
            guard waiver != nil, let unwaived = gateFigures(totals, waiver: nil).worst?.standing else { return .met }
            return unwaived == .met || unwaived == .overMaximum ? .met : .waived
        }
        if closed { return isExempt ? .exempt : .shortfall }
        switch (exemption, worst) {
        case (.partial, .needsMakeup), (.partial, .outOfReach): return hasLost ? .atRisk : .onTrack
        case (.transition, .atRisk), (.transition, .needsMakeup), (.transition, .outOfReach): return .onTrack
        default: return worst
        }
    }
}

extension [GateFigures] {
    /// The gate that decides; of several that stand alike, the first.
    fileprivate var worst: GateFigures? {
        reduce(nil) { worst, gate in
            worst.map { $0.standing.severity >= gate.standing.severity } ?? false ? worst : gate
        }
    }
}
