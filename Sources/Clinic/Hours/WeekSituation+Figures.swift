extension WeekSituation {
    /// The figures of the week and where it stands.
    ///
    /// The standing is the worst of any gate. A partial week that is exempt is at risk at worst, and that only if
    /// something has been lost. A closed week is `met`, `shortfall` or `exempt`.
    package func figures() -> WeekFigures {
        figures(WeekTotals(self))
    }

    /// The figures, and what each session has brought.
    package func judged() -> (figures: WeekFigures, credits: [SessionCredit]) {
        let totals = WeekTotals(self)
        return (figures(totals), totals.credits)
    }

    private func figures(_ totals: WeekTotals) -> WeekFigures {
        let gates = gateFigures(totals)
        let decisive = gates.reduce(nil as GateFigures?) { worst, gate in
            worst.map { $0.standing.severity >= gate.standing.severity } ?? false ? worst : gate
        }
        let isExempt = isPartial && program.partialWeek == .exempt
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
            standing: standing(decisive?.standing ?? .met, isExempt: isExempt, hasLost: possible < planned),
            rule: (decisive?.gate ?? .weeklyMinimum).rawValue, exempt: isExempt,
            lost: sessions.indices.filter { totals.losses[$0] != Loss() }.map { sessions[$0].session },
            lostByClinic: totals.losses.map(\.byClinic).sum, lostByMember: totals.losses.map(\.byMember).sum)
    }

    private func standing(_ worst: Standing, isExempt: Bool, hasLost: Bool) -> Standing {
        if closed {
            if worst == .met || worst == .overMaximum { return .met }
            return isExempt ? .exempt : .shortfall
        }
        guard isExempt, worst == .needsMakeup || worst == .outOfReach else { return worst }
        return hasLost ? .atRisk : .onTrack
    }
}
