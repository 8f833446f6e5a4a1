/// One member's stay in treatment. A readmission is another one.
package struct Enrolment: Sendable, Hashable {
    package enum State: String, Sendable, Codable, CaseIterable {
        case planned, active, discharged
    }

    /// Why a stay ended.
    package enum Ending: String, Sendable, Codable, CaseIterable {
        case completed, left, terminated, transferred
    }

    package let member: MemberCode
    package let program: ProgramID
    /// The first local day of the stay.
    package let admitted: LocalDate
    /// The last local day of the stay, once it is known.
    package let discharged: LocalDate?
    package let ending: Ending?

    package init(
        member: MemberCode, program: ProgramID, admitted: LocalDate, discharged: LocalDate? = nil,
        ending: Ending? = nil
    ) {
        self.member = member
        self.program = program
        self.admitted = admitted
        self.discharged = discharged
        self.ending = ending
    }

    /// The state on a local day. The day of discharge still belongs to the stay.
    package func state(on date: LocalDate) -> State {
        if date < admitted { return .planned }
        if let discharged, discharged < date { return .discharged }
        return .active
    }
}
