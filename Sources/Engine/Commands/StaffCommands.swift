package import Clinic
import Ledger

/// Takes somebody in who works here.
package struct AddStaff: Command {
    package static let name = "add-staff"
    let staff: StaffMember

    package init(_ staff: StaffMember) { self.staff = staff }

    package func perform(_ work: Work) throws -> Done {
        guard try work.store.staff(staff.initials) == nil else {
            throw Refusal(
                .staffExists(staff.initials),
                "\(staff.initials) is somebody else's already; take other initials, or change what is known of them with "
                    + "'convene staff edit \(staff.initials)'")
        }
        try work.checkAccount(of: staff)
        try work.record(.staffAdded(staff), about: Subject())
        return Done()
    }

    /// Written out only for the digest by which a repeated command is recognised.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode(staff.initials)
        try container.encode(staff.name.reveal())
        try container.encode([staff.credentials, staff.account])
        try container.encode(staff.roles)
    }
}

/// Changes what is known of a staff member.
package struct EditStaff: Command {
    package static let name = "edit-staff"
    let staff: String
    let newName: Personal<String>?
    let credentials: String?
    let account: String?
    let roles: [StaffRole]?

    /// What is `nil` stays as it is; empty credentials and an empty account are taken away.
    package init(
        _ staff: String, name: Personal<String>?, credentials: String?, account: String?, roles: [StaffRole]?
    ) {
        self.staff = staff
        newName = name
        self.credentials = credentials
        self.account = account
        self.roles = roles
    }

    package func perform(_ work: Work) throws -> Done {
        let before = try work.staff(staff)
        let after = StaffMember(
            initials: before.initials, name: newName ?? before.name,
            credentials: credentials.map { $0.isEmpty ? nil : $0 } ?? before.credentials,
            account: account.map { $0.isEmpty ? nil : $0 } ?? before.account, roles: roles ?? before.roles)
        guard after != before else { return Done() }
        try work.checkAccount(of: after)
        try work.record(.staffEdited(after), about: Subject())
        return Done()
    }

    /// Written out only for the digest by which a repeated command is recognised.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode(staff)
        try container.encode(newName?.reveal())
        try container.encode([credentials, account])
        try container.encode(roles)
    }
}

/// Takes somebody out who doesn't work here any more.
package struct RemoveStaff: Command {
    package static let name = "remove-staff"
    let staff: String

    package init(_ staff: String) { self.staff = staff }

    package struct Outcome: CommandOutcome {
        /// The members who have no case manager now.
        package let orphans: [MemberCode]
    }

    package func perform(_ work: Work) throws -> Outcome {
        let staff = try work.staff(staff)
        try work.record(.staffRemoved(StaffRemoved(staff: staff.initials)), about: Subject())
        return Outcome(orphans: try work.store.members(ofCaseManager: staff.initials))
    }
}

/// Says who alerts about a member are for.
package struct AssignMember: Command {
    package static let name = "assign-member"
    let member: String
    let caseManager: String?
    let deputy: String?

    /// What is `nil` stays as it is; an empty text takes away.
    package init(_ member: String, caseManager: String?, deputy: String?) {
        self.member = member
        self.caseManager = caseManager
        self.deputy = deputy
    }

    package struct Outcome: CommandOutcome {
        package let member: MemberCode
        package let assignment: Assignment
    }

    package func perform(_ work: Work) throws -> Outcome {
        let member = try work.member(member)
        let before = try work.store.assignment(of: member)
        let after = Assignment(
            caseManager: try work.initials(caseManager, before: before.caseManager),
            deputy: try work.initials(deputy, before: before.deputy))
        if let one = after.caseManager, one == after.deputy {
            throw Refusal(
                .badValue(field: "deputy"), "\(one) can't stand in for themselves; name somebody else as the deputy")
        }
        if after != before { try work.record(.memberAssigned(after), about: Subject(member: member)) }
        return Outcome(member: member, assignment: after)
    }
}

extension Work {
    /// The staff member whom initials name.
    func staff(_ text: String) throws -> StaffMember {
        guard let initials = StaffInitials(rawValue: text), let staff = try store.staff(initials) else {
            throw Refusal(
                .noSuchStaff(text.shortened),
                "nobody who works here has the initials \(text.shortened); 'convene staff list' shows everybody")
        }
        return staff
    }

    /// Who of the staff the caller is: who says that they use the account, or else whose it is; `nil` if it is nobody's.
    func staff(ofAccount account: String?) throws -> StaffInitials? {
        if let staff = caller.staff { return staff }
        return try account.flatMap { account in try store.staff().first { $0.account == account }?.initials }
    }

    fileprivate func initials(_ text: String?, before: StaffInitials?) throws -> StaffInitials? {
        guard let text else { return before }
        return text.isEmpty ? nil : try staff(text).initials
    }

    fileprivate func checkAccount(of staff: StaffMember) throws {
        guard let account = staff.account,
            let other = try store.staff().first(where: { $0.account == account && $0.initials != staff.initials })
        else { return }
        throw Refusal(
            .badValue(field: "account"), "the account is \(other.initials)'s already; an account is one person's")
    }
}
