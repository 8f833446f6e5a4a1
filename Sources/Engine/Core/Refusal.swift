package import Clinic

/// Why a command wasn't carried out. Nothing was changed.
package struct Refusal: Error, Sendable {
    package enum Kind: Sendable, Hashable {
        case noSuchMember(String, nearest: [MemberCode])
        case ambiguousMember([MemberCode])
        case refusedImport([LineProblem])
        case noSuchProgram(String)
        case noSuchGroup(String)
        case groupExists(GroupID)
        case notOnGroupRoster(MemberCode, GroupID)
        case alreadyOnRoster(MemberCode, GroupID)
        case noSuchSession(String)
        case wrongState(SessionName, SessionState)
        /// It is later than planned, and nobody has said when treatment began.
        case startsLate(SessionName, planned: Instant, now: Instant)
        case ambiguousSession([SessionName])
        case noneOpen
        case notOnRoster(MemberCode, GroupID)
        case notEnrolled(MemberCode, Enrolment.State?)
        case wrongCohort(MemberCode, GroupID)
        case notIn(MemberCode)
        case nothingToUndo
        case outsideSession
        case noSuchAlert(Int)
        case noSuchWaiver(Int)
        case noSuchReminder(Int)
        case noSuchStaff(String)
        case noSuchAgenda(String)
        case refusedAgenda([String])
        case staffExists(StaffInitials)
        case noSuchPlugin(String)
        case badValue(field: String)
        case keyReused
        case notAllowed(role: String)
        case unavailable
    }

    package let kind: Kind
    /// A sentence for people: what was asked, why it can't be, what to do. Without personal values.
    package let message: String

    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }
}

/// What is wrong in one line of a file.
package struct LineProblem: Error, Sendable, Hashable, Encodable {
    /// Counted from 1.
    package let line: Int
    package let reason: String

    package init(line: Int, reason: String) {
        self.line = line
        self.reason = reason
    }
}
