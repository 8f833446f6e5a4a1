import Clinic
import ConvenedAPI
import Engine
import Ledger
import Varlink
import VarlinkServer

extension Desk {
    /// Whether a caller's role lets them call a method: `nil`, or else what they are answered. Takes note of it.
    func roleRefusal(of method: String, to peer: Peer) -> (any VarlinkError)? {
        guard let needed = API.role(neededFor: method), !roles.allow(peer, needed) else { return nil }
        denials.note(method, needing: needed, by: roles.caller(peer), uid: peer.uid)
        return API.Service.NotAllowed(
            role: needed.rawValue, message: roles.refusal(of: method, needing: needed, to: peer))
    }

    /// Whether an account that several people share may do what changes something or shows a record: `nil`, or else what
    /// it is answered.
    func sharedRefusal(of method: String, to peer: Peer) -> (any VarlinkError)? {
        guard roles.isShared(peer) else { return nil }
        let account = Roles.accountOrNumber(peer.uid)
        if method == API.Sessions.Sign.name {
            denials.note(method, needing: .facilitator, by: roles.caller(peer), uid: peer.uid)
            return API.Service.NotAllowed(
                role: Role.facilitator.rawValue,
                message: "the account \(account) is shared, so nothing can be signed with it: log in with your own")
        }
        guard peer.person == nil else { return nil }
        return API.Staff.NotNamed(
            account: account,
            message: "several people share the account \(account), so say who you are: add --by INITIALS, or "
                + "'export CONVENED_BY=INITIALS' once")
    }

    func serveRoles(on service: inout Service) throws {
        try question(API.Service.WhoAmI.self, on: &service) { _, peer, store in
            API.Service.WhoAmI.Reply(
                account: Roles.accountOrNumber(peer.uid), roles: roles.held(by: peer).map(\.rawValue),
                shared: roles.isShared(peer), staff: try person(peer, store)?.initials.rawValue,
                advice: roles.advice(for: peer))
        }
    }
}

extension Interface.Method {
    /// Whether it changes something, so that somebody has to answer for it.
    var isAction: Bool { input.contains { $0.name == "idempotencyKey" } }
}
