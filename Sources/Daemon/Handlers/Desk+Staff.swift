import Clinic
import ConvenedAPI
import Engine
import Ledger
import Varlink
import VarlinkServer

extension Desk {
    func serveStaff(on service: inout Service) throws {
        try question(API.Staff.List.self, on: &service) { _, store in
            API.Staff.List.Reply(
                staff: try store.staff().map { person in
                    API.Staff.Person(
                        staff: person.initials.rawValue, name: person.name.reveal(), credentials: person.credentials,
                        account: person.account, roles: person.roles.map(\.rawValue),
                        members: try store.members(ofCaseManager: person.initials).count)
                })
        }
        try serveIdentity(on: &service)
        try command(API.Staff.Add.self, on: &service, key: \.idempotencyKey) { asked in
            let credentials = try asked.credentials.map(StaffEntry.credentials)
            let account = try asked.account.map(StaffEntry.account)
            return AddStaff(
                StaffMember(
                    initials: try StaffEntry.initials(asked.staff), name: try MemberEntry.name(asked.name),
                    credentials: credentials == "" ? nil : credentials, account: account == "" ? nil : account,
                    roles: try StaffEntry.roles(asked.roles)))
        } reply: { _ in
            API.Staff.Add.Reply()
        }
        try command(API.Staff.Edit.self, on: &service, key: \.idempotencyKey) { asked in
            EditStaff(
                asked.staff, name: try asked.name.map(MemberEntry.name),
                credentials: try asked.credentials.map(StaffEntry.credentials),
                account: try asked.account.map(StaffEntry.account), roles: try asked.roles.map(StaffEntry.roles))
        } reply: { _ in
            API.Staff.Edit.Reply()
        }
        try command(API.Staff.Remove.self, on: &service, key: \.idempotencyKey) { asked in
            RemoveStaff(asked.staff)
        } reply: { answer in
            API.Staff.Remove.Reply(members: answer.outcome.orphans.map(\.rawValue))
        }
        try command(API.Staff.Assign.self, on: &service, key: \.idempotencyKey) { asked in
            AssignMember(asked.member, caseManager: asked.caseManager, deputy: asked.deputy)
        } reply: { answer in
            let outcome = answer.outcome
            return API.Staff.Assign.Reply(
                member: outcome.member.rawValue, caseManager: outcome.assignment.caseManager?.rawValue,
                deputy: outcome.assignment.deputy?.rawValue)
        }
    }

    /// Takes note of who uses a shared account.
    private func serveIdentity(on service: inout Service) throws {
        try service.register(API.Staff.Identify.self) { asked, call in
            read(call) { store in
                let person = try person(named: asked.staff, store)
                let peer = call.peer
                let isOwn = try self.person(peer, store)?.initials == person.initials
                guard roles.isShared(peer) || isOwn else {
                    throw Refusal(
                        .badValue(field: "staff"),
                        "the account \(Roles.accountOrNumber(peer.uid)) isn't one that several people share, so it acts "
                            + "as itself: leave \(person.initials) out")
                }
                if roles.isShared(peer) { call.isUsed(by: person.initials.rawValue) }
                return API.Staff.Identify.Reply(staff: person.initials.rawValue)
            }
        }
    }

    /// The staff member whom initials name.
    private func person(named text: String, _ store: Store) throws -> StaffMember {
        guard let person = try StaffInitials(rawValue: text).flatMap(store.staff) else {
            throw Refusal(
                .noSuchStaff(String(text.prefix(40))),
                "nobody who works here has the initials \(text.prefix(40)); 'convene staff list' shows everybody")
        }
        return person
    }

    /// Who of the staff a caller is, by the account of the connection.
    func staff(_ peer: Peer, _ store: Store) throws -> StaffInitials {
        guard let known = try person(peer, store) else {
            let account = Roles.account(peer.uid) ?? String(peer.uid)
            throw Refusal(
                .noSuchStaff(account),
                "nobody who works here has the account \(account), so none of the alerts is known to be yours; say whose "
                    + "it is with 'convene staff edit RK --account \(account)'")
        }
        return known.initials
    }

    /// Who of the staff a caller is: whose the account is, or who says that they use it; `nil` if that is nobody.
    func person(_ peer: Peer, _ store: Store) throws -> StaffMember? {
        if roles.isShared(peer) { return try peer.person.flatMap { try store.staff(StaffInitials(unchecked: $0)) } }
        guard let account = Roles.account(peer.uid) else { return nil }
        return try store.staff().first { $0.account == account }
    }
}
