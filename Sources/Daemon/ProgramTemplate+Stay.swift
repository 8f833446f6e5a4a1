import Clinic
import StrictTOML

extension ProgramTemplate {
    /// Steps and dates in the course of a stay; `nil` if the file says nothing of any.
    static func stay(_ table: StrictTable) -> StayRule? {
        let (dates, leads) = (table.table("dates"), table.table("lead_times"))
        let leadDays = StayDue.Kind.allCases.compactMap { kind in
            leads.value(kind.rawValue + "_days", .integer(0...60)).map { (kind, $0) }
        }
        let rule = StayRule(
            steps: table.tables("steps").map(step),
            evaluationDays: dates.value("evaluation_days", .integer(0...365)),
            planReviewDays: dates.value("plan_review_days", .integer(1...365)),
            recertificationDays: dates.value("recertification_days", .integer(1...365)),
            leadDays: Dictionary(leadDays, uniquingKeysWith: { first, _ in first }))
        return rule == StayRule() ? nil : rule
    }

    private static func step(_ table: StrictTable) -> Step {
        let step = Step(
            afterDays: table.required("after_days", .integer(1...3650), standIn: 1),
            program: table.value(
                "program", .text("an identifier of \(ProgramID.form)", ProgramID.init(rawValue:))),
            weeklyMinimum: table.value("weekly_minimum", .length(.minutes(1) ... .days(7))),
            weeklyMaximum: table.value("weekly_maximum", .length(.minutes(1) ... .days(7))),
            dailyMinimum: table.value("daily_minimum", .length(.minutes(1) ... .hours(24))),
            minimumDays: table.value("minimum_days", .integer(1...7)),
            transitionWeeks: table.value("transition_weeks", .integer(0...8), default: 0))
        let hasGates =
            step.weeklyMinimum != nil || step.weeklyMaximum != nil || step.dailyMinimum != nil
            || step.minimumDays != nil
        if hasGates == (step.program != nil) {
            table.problem("after_days", "must come with either another program or what a week must hold from then on")
        }
        if let minimum = step.weeklyMinimum, let maximum = step.weeklyMaximum, maximum < minimum {
            table.problem("weekly_maximum", "must not be less than weekly_minimum")
        }
        return step
    }
}
