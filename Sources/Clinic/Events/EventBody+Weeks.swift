/// `week.closed`: a week is over: its totals, and the outcome of each enrolled member.
package struct WeekClosed: Sendable, Hashable, Codable {
    package let week: LocalDate
    /// How many members have met it, more than the program allows included.
    package let met: Int
    package let shortfall: Int
    package let waived: Int
    package let exempt: Int
    package let attendedSeconds: Seconds
    package let creditedSeconds: Seconds
    /// What was asked of those who aren't exempt.
    package let requiredSeconds: Seconds
    /// By code.
    package let members: [MemberWeek]
    /// Whether it was made up after the daemon had been down when it was due.
    package let late: Bool

    /// What a week has come to for one member.
    package struct MemberWeek: Sendable, Hashable, Codable {
        package enum Outcome: String, Sendable, Codable, CaseIterable {
            case met, shortfall, waived, exempt
        }

        package let member: MemberCode
        package let outcome: Outcome
        package let creditedSeconds: Seconds
        package let requiredSeconds: Seconds

        package init(member: MemberCode, _ figures: WeekFigures) {
            self.member = member
            outcome =
                switch figures.standing {
                case .met, .overMaximum: .met
                case .waived: .waived
                case .exempt: .exempt
                case .shortfall, .onTrack, .atRisk, .needsMakeup, .outOfReach: .shortfall
                }
            creditedSeconds = figures.credited
            requiredSeconds = figures.required
        }
    }

    /// - Parameter weeks: Everybody's figures, by code.
    package init(week: LocalDate, _ weeks: [(member: MemberCode, figures: WeekFigures)], late: Bool) {
        let members = weeks.map { MemberWeek(member: $0.member, $0.figures) }
        let count = { (outcome: MemberWeek.Outcome) in members.count { $0.outcome == outcome } }
        self.week = week
        self.members = members
        self.late = late
        met = count(.met)
        shortfall = count(.shortfall)
        waived = count(.waived)
        exempt = count(.exempt)
        attendedSeconds = weeks.map(\.figures.attended).sum
        creditedSeconds = members.map(\.creditedSeconds).sum
        requiredSeconds = members.filter { $0.outcome != .exempt }.map(\.requiredSeconds).sum
    }
}
