/// What a program has in store for the course of a stay: steps down by themselves, and what is due on a date.
package struct StayRule: Sendable, Hashable, Codable {
    package let steps: [Step]
    /// Within how many days of admission the initial evaluation is due.
    package let evaluationDays: Int?
    /// After how many days at most the treatment plan is reviewed.
    package let planReviewDays: Int?
    /// After how many days at most the need for treatment is certified again.
    package let recertificationDays: Int?
    /// How many days ahead something is said to be due.
    package let leadDays: [StayDue.Kind: Int]

    package init(
        steps: [Step] = [], evaluationDays: Int? = nil, planReviewDays: Int? = nil, recertificationDays: Int? = nil,
        leadDays: [StayDue.Kind: Int] = [:]
    ) {
        self.steps = steps
        self.evaluationDays = evaluationDays
        self.planReviewDays = planReviewDays
        self.recertificationDays = recertificationDays
        self.leadDays = leadDays
    }
}

/// One step of a step-down plan. What isn't named stays as the program has it.
package struct Step: Sendable, Hashable, Codable {
    /// How many days the level before it lasts.
    package let afterDays: Int
    /// Another program, which brings requirements and steps of its own.
    package let program: ProgramID?
    package let weeklyMinimum: Seconds?
    package let weeklyMaximum: Seconds?
    package let dailyMinimum: Seconds?
    package let minimumDays: Int?
    package let transitionWeeks: Int

    package init(
        afterDays: Int, program: ProgramID? = nil, weeklyMinimum: Seconds? = nil, weeklyMaximum: Seconds? = nil,
        dailyMinimum: Seconds? = nil, minimumDays: Int? = nil, transitionWeeks: Int = 0
    ) {
        self.afterDays = afterDays
        self.program = program
        self.weeklyMinimum = weeklyMinimum
        self.weeklyMaximum = weeklyMaximum
        self.dailyMinimum = dailyMinimum
        self.minimumDays = minimumDays
        self.transitionWeeks = transitionWeeks
    }

    /// The level that the step leads to.
    package func level(from date: LocalDate, after level: LevelOfCare, reason: String? = nil) -> LevelOfCare {
        LevelOfCare(
            from: date, program: program ?? level.program, step: program == nil ? level.step + 1 : 0,
            transitionWeeks: transitionWeeks, reason: reason)
    }
}

/// Something that a stay asks for on a local day.
package struct StayDue: Sendable, Hashable {
    package enum Kind: String, Sendable, Codable, CaseIterable, CodingKeyRepresentable {
        case evaluation
        case planReview = "plan_review"
        case recertification
        case minimumStay = "minimum_stay"

        /// How many days ahead it is said unless the program says otherwise.
        package var usualLeadDays: Int {
            switch self {
            case .evaluation: 1
            case .planReview, .minimumStay: 7
            case .recertification: 14
            }
        }
    }

    package let kind: Kind
    package let on: LocalDate
    /// From when on it is said.
    package let said: LocalDate
}

extension Program {
    /// The step that follows a level of this program; `nil` after the last.
    package func step(after level: LevelOfCare) -> Step? {
        guard let steps = stay?.steps, steps.indices.contains(level.step) else { return nil }
        return steps[level.step]
    }

    /// How many whole weeks a step, counted from 1, alarms nobody.
    package func transitionWeeks(ofStep step: Int) -> Int {
        guard let steps = stay?.steps, steps.indices.contains(step - 1) else { return 0 }
        return steps[step - 1].transitionWeeks
    }
}

extension Enrolment {
    /// What the stay asks for next, by the program of its present level.
    package func dues(by program: Program) -> [StayDue] {
        let rule = program.stay
        let days: [(StayDue.Kind, LocalDate?, Int?)] = [
            (.evaluation, dates.evaluated == nil ? admitted : nil, rule?.evaluationDays),
            (.planReview, dates.planned ?? admitted, rule?.planReviewDays),
            (.recertification, dates.recertified ?? admitted, rule?.recertificationDays),
            (.minimumStay, admitted, program.minimumStayDays),
        ]
        return days.compactMap { kind, since, length in
            guard let since, let length else { return nil }
            let due = since.adding(days: length)
            return StayDue(
                kind: kind, on: due, said: due.adding(days: -(rule?.leadDays[kind] ?? kind.usualLeadDays)))
        }
    }
}
