extension WeekSituation {
    /// Whether the member is at this level for a part of the week only, so that the program's rule for that applies.
    package var isPartial: Bool { enrolledDays < 7 }

    /// Why less is asked for than the program does.
    package var exemption: Exemption? {
        if isPartial, program.partialWeek == .exempt || enrolledDays == 0 { return .partial }
        if isTransition { return .transition }
        return waiver == nil ? nil : .waiver
    }

    /// Whether no shortfall counts.
    var isExempt: Bool { exemption == .partial || exemption == .transition }

    /// The weekly minimum for this week, prorated where the program says so, as far as it isn't waived.
    package var required: Seconds { required(waiver) }

    private func required(_ waiver: WaiverTerms?) -> Seconds {
        let required =
            isProrated
            ? .minutes(prorated(program.gates.weeklyMinimum.count, by: 60) { $0.weeklyMinimum.count })
            : program.gates.weeklyMinimum
        return min(required, waiver?.weekly ?? required)
    }

    private var isProrated: Bool {
        isPartial && (program.partialWeek == .prorate || program.partialWeek == .prorateSessions)
    }

    /// What the parts of this week at each level ask for together, rounded up to a unit.
    private func prorated(_ own: Int, by unit: Int, _ limit: (Gates) -> Int) -> Int {
        if program.partialWeek == .prorateSessions, let schedule, schedule.all > 0 {
            let sum = earlier.reduce(own * schedule.own) { $0 + limit($1.gates) * $1.sessions }
            return (sum + schedule.all * unit - 1) / (schedule.all * unit)
        }
        let sum = earlier.reduce(own * enrolledDays) { $0 + limit($1.gates) * $1.days }
        return (sum + 7 * unit - 1) / (7 * unit)
    }

    /// How the week stands against each gate that the program has, whether or not a partial week is exempt.
    package func gateFigures() -> [GateFigures] {
        gateFigures(WeekTotals(self))
    }

    /// The last day of the week that counts as a day of treatment so far.
    package var lastDay: LocalDate? {
        let totals = WeekTotals(self)
        return treatmentDays(totals, totals.credited).last
    }

    func gateFigures(_ totals: WeekTotals) -> [GateFigures] {
        gateFigures(totals, waiver: waiver)
    }

    func gateFigures(_ totals: WeekTotals, waiver: WaiverTerms?) -> [GateFigures] {
        let gates = program.gates
        let required = required(waiver)
        var result = [
            minimum(
                .weeklyMinimum, limit: required.count, earned: totals.credited.sum.count,
                possible: totals.expected.sum.count, planned: totals.planned.sum.count,
                margin: program.alertMargin.count)
        ]
        if let daily = gates.dailyMinimum {
            let counted = { (figures: [Spans]) in
                totals.days(figures).values.filter { $0 >= daily }.reduce(.zero, +).count
            }
            result.append(
                minimum(
                    .dailyMinimum, limit: required.count, earned: counted(totals.credited),
                    possible: counted(totals.expected), planned: counted(totals.planned),
                    margin: program.alertMargin.count))
        }
        if let days = requiredDays(waiver) {
            result.append(
                minimum(
                    .minimumDays, limit: days, earned: treatmentDays(totals, totals.credited).count,
                    possible: treatmentDays(totals, totals.expected).count,
                    planned: treatmentDays(totals, totals.planned).count, margin: 1))
        }
        if let longest = gates.longestGapDays, waiver == nil {
            result.append(gap(treatmentDays(totals, totals.credited), longest: longest))
        }
        if let maximum = gates.weeklyMaximum {
            let earned = totals.credited.sum
            result.append(
                GateFigures(
                    gate: .weeklyMaximum, standing: earned > maximum ? .overMaximum : .met, limit: maximum.count,
                    earned: earned.count, possible: totals.expected.sum.count,
                    missing: max(0, earned.count - maximum.count)))
        }
        return result
    }

    /// The days of treatment that this week must have, prorated like the hours and rounded up.
    private func requiredDays(_ waiver: WaiverTerms?) -> Int? {
        program.gates.minimumDays.map { days in
            let required = isProrated ? prorated(days, by: 1) { $0.minimumDays ?? 0 } : days
            return min(required, waiver?.days ?? required)
        }
    }

    private func treatmentDays(_ totals: WeekTotals, _ figures: [Spans]) -> [LocalDate] {
        totals.days(figures).filter { $0.value >= program.gates.dailyMinimum ?? .zero }.keys.sorted()
    }

    private func minimum(
        _ gate: Gate, limit: Int, earned: Int, possible: Int, planned: Int, margin: Int
    ) -> GateFigures {
        let standing: Standing =
            if earned >= limit {
                .met
            } else if possible < limit {
                makeups.contains { $0 > .zero } ? .needsMakeup : .outOfReach
            } else if possible < planned && possible - limit < margin {
                .atRisk
            } else {
                .onTrack
            }
        return GateFigures(
            gate: gate, standing: standing, limit: limit, earned: earned, possible: possible,
            missing: max(0, limit - possible))
    }

    /// The gap gate: on track until a gap is too long, and met when none within the week can become so any more.
    ///
    /// A gap over the week's end counts in the week in which it becomes too long, and in no other.
    private func gap(_ days: [LocalDate], longest: Int) -> GateFigures {
        let last = lastTreatmentDay.flatMap { $0.adding(days: longest + 1) < week.start ? nil : $0 }
        let marks = [last].compactMap { $0 } + days
        let between = { (from: LocalDate, to: LocalDate) in max(0, from.days(until: to) - 1) }
        var gaps = zip(marks, marks.dropFirst()).map(between)
        if let latest = marks.last {
            let open = closed ? week.end : min(today ?? latest, week.end)
            gaps.append(between(latest, open))
        }
        let widest = gaps.max() ?? 0
        let cannotGrow = closed || marks.last.map { between($0, week.end) <= longest } ?? false
        let standing: Standing = widest > longest ? .outOfReach : cannotGrow ? .met : .onTrack
        return GateFigures(
            gate: .longestGap, standing: standing, limit: longest, earned: widest, possible: widest,
            missing: max(0, widest - longest))
    }
}
