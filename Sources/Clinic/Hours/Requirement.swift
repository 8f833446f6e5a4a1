/// What a member is held to: a version of a program, at a level of care.
package struct Requirement: Sendable, Hashable {
    /// The version, with the gates of the level.
    package let program: Program
    package let level: LevelOfCare
    /// What waivers leave of it in a week; `nil`: all.
    package private(set) var waiver: WaiverTerms?
    /// Since when it holds: the version's day, or that of the level where it asks for something else than the program.
    package let effective: LocalDate
    private let isProgramsOwn: Bool

    package init(_ program: Program, at level: LevelOfCare) {
        let gates = program.gates(at: level)
        isProgramsOwn = gates == program.gates
        effective = isProgramsOwn ? program.effective : max(program.effective, level.from)
        self.program = program.with(gates)
        self.level = level
    }

    /// The same in a week that is waived.
    package func waived(_ terms: WaiverTerms) -> Requirement {
        var copy = self
        copy.waiver = terms
        return copy
    }

    /// The days of treatment that a week must have.
    var minimumDays: Int? {
        program.gates.minimumDays.map { min($0, waiver?.days ?? $0) }
    }

    /// Where it comes from, for people.
    package var source: String {
        waiver == nil ? wholeSource : "a waiver of \(wholeSource)"
    }

    private var wholeSource: String {
        if level.isIndividual, !isProgramsOwn { return "the treatment plan of \(effective)" }
        let step = level.step > 0 ? "step \(level.step) of " : ""
        return "\(step)the program \(program.id) of \(effective)"
    }
}

extension Program {
    /// What a week must hold at a level: the program's gates, but for what its step and then the treatment plan say.
    fileprivate func gates(at level: LevelOfCare) -> Gates {
        let steps = stay?.steps ?? []
        let step = level.step > 0 && level.step <= steps.count ? steps[level.step - 1] : nil
        return Gates(
            weeklyMinimum: level.weekly ?? step?.weeklyMinimum ?? gates.weeklyMinimum,
            weeklyMaximum: step?.weeklyMaximum ?? gates.weeklyMaximum,
            dailyMinimum: step?.dailyMinimum ?? gates.dailyMinimum,
            minimumDays: level.days ?? step?.minimumDays ?? gates.minimumDays, longestGapDays: gates.longestGapDays)
    }
}
