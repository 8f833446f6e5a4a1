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

    /// Who of the staff a caller is; `nil` if the account is known to be nobody's.
    func person(_ peer: Peer, _ store: Store) throws -> StaffMember? {
        guard let account = Roles.account(peer.uid) else { return nil }
        return try store.staff().first { $0.account == account }
    }
}
