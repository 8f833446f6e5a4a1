import Clinic
import ConvenedAPI
import Engine
import Ledger
import VarlinkServer

extension Desk {
    /// What is known of a session, who led it, its guests and its signature.
    func serveSigning(on service: inout Service) throws {
        try question(API.Sessions.Show.self, on: &service) { asked, peer, store in
            let session =
                asked.toSign == true
                ? try engine.sessionToSign(asked.session, in: store) : try engine.session(asked.session, in: store)
            let showsSummary = try asked.summary == true && isReader(peer, of: session, store)
            return API.Sessions.Show.Reply(
                session: try store.present(session, presenter),
                attendances: try store.attendances(session, names: asked.names ?? false, engine, presenter),
                course: try course(session, store), measures: try store.group(session.group)?.measures?.map(\.rawValue),
                signatures: try store.signatures(of: session.name).map { presenter.signature($0, showsSummary) },
                sentence: session.state == .ended ? SignSession.sentence : nil,
                caller: try person(peer, store)?.initials.rawValue)
        }
        try command(API.Sessions.Sign.self, on: &service, key: \.idempotencyKey) { asked, peer in
            SignSession(
                session: asked.session, account: Roles.account(peer.uid), summary: asked.summary.map(Personal.init))
        } reading: { answer, store in
            API.Sessions.Sign.Reply(session: try session(answer, store))
        }
        try command(API.Sessions.Lead.self, on: &service, key: \.idempotencyKey) { asked in
            LeadSession(staff: asked.staff, session: asked.session, from: asked.from)
        } reading: { answer, store in
            API.Sessions.Lead.Reply(session: try session(answer, store))
        }
        try command(API.Sessions.CountGuests.self, on: &service, key: \.idempotencyKey) { asked in
            CountGuests(guests: asked.guests, session: asked.session)
        } reading: { answer, store in
            API.Sessions.CountGuests.Reply(session: try session(answer, store))
        }
    }

    /// Whether somebody may read what was written about a session: who facilitated, led or signed it, and supervisors;
    /// nobody with an account that several people share.
    private func isReader(_ peer: Peer, of session: Session, _ store: Store) throws -> Bool {
        if roles.isShared(peer) { return false }
        if roles.caller(peer).isSupervisor { return true }
        guard let person = try person(peer, store) else { return false }
        guard !person.roles.contains(.supervisor) else { return true }
        let facilitators = try session.facilitators ?? store.group(session.group)?.facilitators ?? []
        return try facilitators.contains(person.initials)
            || store.leadChanges(of: session.name).contains { $0.staff == person.initials }
            || store.signatures(of: session.name).contains { $0.signed.staff == person.initials }
    }

    /// Of which members a week, one a member, rests on a session that has ended and isn't signed, so that it is provisional.
    func unsignedMembers(among records: [WeekRecord], _ store: Store) throws -> Set<MemberCode> {
        // Figures of a week that isn't closed are provisional anyway.
        let closed = Dictionary(grouping: records.filter(\.closed), by: \.week)
        return try closed.reduce(into: []) { members, week in
            let unsigned = try store.membersOfUnsigned(
                behind: Week(start: week.key), from: engine.site.zone.start(of: week.key), among: week.value)
            members.formUnion(unsigned.intersection(week.value.map(\.member)))
        }
    }

    /// A member's weeks as reports show them.
    func present(_ records: [WeekRecord], of member: MemberCode, _ store: Store) throws -> [API.Reports.Week] {
        guard let first = records.first(where: \.closed)?.week, let last = records.last?.week else {
            return records.map { presenter.reportWeek($0, isUnsigned: false) }
        }
        let sessions = try store.unsignedSessions(of: member, from: first.adding(days: -1), to: last.adding(days: 6))
        return records.map { record in
            let week = Week(start: record.week)
            let midnight = engine.site.zone.start(of: week.start)
            return presenter.reportWeek(record, isUnsigned: sessions.contains { $0.isBehind(week, from: midnight) })
        }
    }
}

extension Session {
    /// Whether it belongs to a week, or went on into it from the night before.
    func isBehind(_ week: Week, from midnight: Instant) -> Bool {
        week.contains(date) || date.adding(days: 1) == week.start && (ended.map { $0 > midnight } ?? false)
    }
}

extension Presenter {
    fileprivate func signature(_ record: SignatureRecord, _ showsSummary: Bool) -> API.Sessions.Signature {
        API.Sessions.Signature(
            actor: record.actor, staff: record.signed.staff?.rawValue, signedAt: time(record.at),
            supersededBy: record.superseded, hasSummary: record.signed.summary != nil,
            summary: showsSummary ? record.signed.summary?.reveal() : nil)
    }
}
