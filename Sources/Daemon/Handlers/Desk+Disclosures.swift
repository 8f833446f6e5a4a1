import Clinic
import ConvenedAPI
import Engine
import Ledger
import Varlink
import VarlinkServer

/// What was disclosed by an answer.
struct Disclosure {
    let what: Disclosed.What
    /// What was asked for.
    var subject = Subject()
    /// Who else is named in it.
    var members: [MemberCode] = []
}

extension Desk {
    /// Serves a method by a question about members. Who asks is given the answer once the ledger has kept that they were.
    func disclosing<Method: VarlinkMethod>(
        _ method: Method.Type, on service: inout Service,
        _ answer:
            @escaping @Sendable (Method.Parameters, Peer, Store) throws -> (reply: Method.Reply, disclosed: Disclosure?)
    ) throws {
        try service.register(method) { parameters, call in
            let peer = call.peer
            engine.ledger.enqueueRead { snapshot in
                do {
                    let store = try snapshot.get()
                    let (reply, disclosed) = try answer(parameters, peer, store)
                    try keepConfidential(reply, shownTo: peer, store)
                    guard let disclosed else { return call.reply(reply) }
                    keep(disclosed, to: peer) { refusal in
                        if let refusal { fail(refusal, call) } else { call.reply(reply) }
                    }
                } catch {
                    fail(error, call)
                }
            }
        }
    }

    /// Has whoever is named in an answer to a plugin taken out of what the plugin writes from then on.
    func keepConfidential(_ answer: some Encodable, shownTo peer: Peer, _ store: Store) throws {
        guard let plugin = peer.label else { return }
        for code in Set(try JSON(encoding: answer).memberCodes) {
            if let details = try store.member(MemberCode(unchecked: code))?.details { confide(details, plugin) }
        }
    }

    private func keep(_ disclosed: Disclosure, to peer: Peer, _ done: @escaping @Sendable (Refusal?) -> Void) {
        let command = RecordDisclosure(
            disclosed.what, about: disclosed.subject, members: disclosed.members,
            account: peer.label == nil ? Roles.account(peer.uid) : nil)
        engine.submit(command, from: roles.caller(peer)) { result in
            if case .failure(let refusal) = result { done(refusal) } else { done(nil) }
        }
    }

    func serveDisclosures(on service: inout Service) throws {
        try question(API.Members.Disclosures.self, on: &service) { asked, store in
            let member = try engine.member(asked.member, in: store)
            return API.Members.Disclosures.Reply(
                member: member.rawValue,
                disclosures: try store.disclosures(about: member).map { record in
                    API.Members.Disclosure(
                        event: record.event, what: record.disclosed.what.rawValue,
                        at: presenter.time(record.happened), to: record.recipient, actor: record.actor,
                        session: record.session?.rawValue,
                        others: max(0, record.disclosed.members.count - 1))
                })
        }
    }
}

extension JSON {
    /// The codes of members that an answer is about.
    fileprivate var memberCodes: [String] {
        switch self {
        case .object(let object):
            object.members.flatMap { member in
                let code = ["member", "code"].contains(member.name) ? member.value.string : nil
                return (code.map { [$0] } ?? []) + member.value.memberCodes
            }
        case .array(let elements): elements.flatMap(\.memberCodes)
        default: []
        }
    }
}
