import Clinic
import ConvenedAPI
import Engine
import Ledger
import Varlink
import VarlinkServer

extension Desk {
    func serveHours(on service: inout Service) throws {
        try disclosing(API.Hours.Week.self, on: &service) { asked, peer, store in
            let exports = asked.export == true
            if exports {
                try checkMayExport(peer)
                if let refusal = sharedRefusal(of: API.Hours.Week.name, to: peer) { throw refusal }
            }
            let date = try date(asked.on, "on") ?? today
            let week = try week(on: date, asked, store)
            var records = try records(on: date, asked, store)
            if asked.atRisk == true { records = records.filter { $0.figures.standing.alarms } }
            // They come by member, and stay so among those who stand alike.
            let severities = records.map(\.figures.standing.severity)
            let worstFirst = records.indices.sorted { (-severities[$0], $0) < (-severities[$1], $1) }.map {
                records[$0]
            }
            let unsigned = try unsignedMembers(among: records, store)
            let names = try cards(of: worstFirst.map(\.member), store)
            let reply = API.Hours.Week.Reply(
                ahead: week.start > today, week: week.start.description, end: week.end.adding(days: -1).description,
                rows: worstFirst.map {
                    presenter.row($0, names[$0.member], isUnsigned: unsigned.contains($0.member))
                }, unsignedSessions: try unsignedSessions(behind: week, asked, store))
            guard exports else { return (reply, nil) }
            let named = worstFirst.map(\.member)
            return (reply, Disclosure(what: .week, subject: subject(asked.group, nil), members: named))
        }
        try question(API.Hours.Alerts.self, on: &service) { asked, peer, store in
            var alerts = try store.alerts(all: asked.all ?? false)
            if asked.mine == true {
                let own = try staff(peer, store)
                alerts = alerts.filter { $0.addressees.contains(own) }
            }
            return API.Hours.Alerts.Reply(alerts: try alerts.map { try present($0, store) })
        }
        try command(API.Hours.Acknowledge.self, on: &service, key: \.idempotencyKey) { asked in
            AcknowledgeAlert(asked.alert)
        } reply: { _ in
            API.Hours.Acknowledge.Reply()
        }
    }

    /// Refuses what is taken along to whoever isn't a supervisor, and to plugins.
    private func checkMayExport(_ peer: Peer) throws(Refusal) {
        if peer.label != nil {
            throw Refusal(
                .notAllowed(role: Role.supervisor.rawValue), "a plugin may not export the week: leave export out")
        }
        guard !roles.allow(peer, .supervisor) else { return }
        throw Refusal(
            .notAllowed(role: Role.supervisor.rawValue),
            roles.refusal(of: "exporting the week", needing: .supervisor, to: peer))
    }

    /// The week that is asked for: of one member theirs, else the site's.
    private func week(on date: LocalDate, _ asked: API.Hours.Week.Parameters, _ store: Store) throws -> Week {
        guard let member = asked.member else { return Week(holding: date, firstWeekday: engine.site.firstWeekday) }
        return try engine.week(of: engine.member(member, in: store), on: date, in: store)
    }

    private func records(
        on date: LocalDate, _ asked: API.Hours.Week.Parameters, _ store: Store
    ) throws -> [WeekRecord] {
        let member = try asked.member.map { try engine.member($0, in: store) }
        guard asked.member != nil || asked.group != nil else { return try engine.weeks(on: date, in: store) }
        let group = try asked.group.map { try known(group: $0, in: store) }
        let placed = try group.map { try store.roster(of: $0.id) }
        let members = member.map { [$0] } ?? Set(placed?.map(\.member) ?? []).sorted()
        return try members.compactMap { member in
            guard let record = try engine.record(of: member, on: date, in: store) else { return nil }
            let days = Week(start: record.week).days
            let isMeant = placed?.contains { $0.member == member && days.contains(where: $0.holds) } ?? true
            return isMeant ? record : nil
        }
    }

    /// How many sessions behind a week have ended and aren't signed.
    private func unsignedSessions(
        behind week: Week, _ asked: API.Hours.Week.Parameters, _ store: Store
    ) throws -> Int {
        let midnight = engine.site.zone.start(of: week.start)
        guard let member = try asked.member.map({ try engine.member($0, in: store) }) else {
            return try store.unsignedCount(
                behind: week, from: midnight, of: asked.group.map(GroupID.init(unchecked:)))
        }
        let sessions = try store.unsignedSessions(
            of: member, from: week.start.adding(days: -1), to: week.end.adding(days: -1))
        return sessions.count { $0.isBehind(week, from: midnight) }
    }

    /// The cards of a few members one by one, of many all at once.
    private func cards(of members: [MemberCode], _ store: Store) throws -> [MemberCode: MemberCard] {
        let names =
            members.count < 100
            ? try members.compactMap { member in try store.memberName(member).map { (member, $0) } }
            : try store.memberNames()
        return Dictionary(names.map { ($0.0, MemberCard($0.1)) }, uniquingKeysWith: { first, _ in first })
    }

    private func present(_ alert: AlertRecord, _ store: Store) throws -> API.Hours.Alert {
        let isOpen = alert.state == .raised && !alert.delivered
        let state = alert.state == .raised ? (alert.delivered ? "delivered" : "undelivered") : alert.state.rawValue
        return API.Hours.Alert(
            alert: alert.alert, kind: alert.kind.rawValue, member: alert.member?.rawValue,
            group: alert.group?.rawValue, session: alert.session?.rawValue, week: alert.week.description,
            raised: presenter.time(alert.raised), missingSeconds: alert.missing.count, rule: alert.rule,
            sentence: alert.sentence, addressees: alert.addressees.map(\.rawValue), state: state,
            reason: isOpen ? try undelivered(alert, store) : nil, escalatedAt: alert.escalated.map(presenter.time),
            endedBy: alert.endedBy, acknowledgedBy: alert.acknowledgedBy)
    }

    /// Why nobody has been told yet, as far as it is known.
    private func undelivered(_ alert: AlertRecord, _ store: Store) throws -> String {
        let tries = try store.deliveries(of: alert.alert)
        if let failed = tries.first { return "\(failed.plugin): \(failed.reason ?? failed.outcome)" }
        return "no plugin has taken it yet; 'convene plugin list' shows why"
    }
}
