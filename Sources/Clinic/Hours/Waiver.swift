/// A dated decision that less is asked for in some weeks than the program does, of one member, of a program's members or
/// of everybody.
package struct Waiver: Sendable, Hashable {
    /// The sequence of the event that brought it.
    package let waiver: Int
    package let member: MemberCode?
    package let program: ProgramID?
    /// The first and the last local day; a week of which any day is covered is waived.
    package let from: LocalDate
    package let to: LocalDate
    package let terms: WaiverTerms
    package let reason: String

    package init(
        waiver: Int, member: MemberCode?, program: ProgramID?, from: LocalDate, to: LocalDate, terms: WaiverTerms,
        reason: String
    ) {
        self.waiver = waiver
        self.member = member
        self.program = program
        self.from = from
        self.to = to
        self.terms = terms
        self.reason = reason
    }

    package func covers(_ week: Week, of member: MemberCode, in program: ProgramID) -> Bool {
        from < week.end && week.start <= to && (self.member.map { $0 == member } ?? true)
            && (self.program.map { $0 == program } ?? true)
    }
}

/// What a waiver leaves of the requirement. No gap between days of treatment is too long in a waived week.
package struct WaiverTerms: Sendable, Hashable, Codable {
    /// What is still asked for in a week; zero: nothing.
    package let weekly: Seconds
    /// How many days of treatment are still asked for; `nil`: as many as the program does.
    package let days: Int?

    package init(weekly: Seconds, days: Int?) {
        self.weekly = weekly
        self.days = days
    }

    /// Nothing is asked for.
    package static let nothing = WaiverTerms(weekly: .zero, days: 0)

    /// What two waivers of the same week leave.
    package func and(_ other: WaiverTerms) -> WaiverTerms {
        WaiverTerms(weekly: min(weekly, other.weekly), days: [days, other.days].compactMap { $0 }.min())
    }
}
