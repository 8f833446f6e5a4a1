import Clinic
import ConvenedAPI
import Engine
import Ledger
import Varlink
import VarlinkServer

extension Desk {
    func serveHours(on service: inout Service) throws {
        try question(API.Hours.Week.self, on: &service) { asked, store in
            let week = Week(
                holding: try date(asked.on, "on") ?? today, firstWeekday: engine.site.firstWeekday)
            var records = try store.weeks(week)
            if let text = asked.member {
                let member = try engine.member(text, in: store)
                records = records.filter { $0.member == member }
            }
            if let text = asked.group {
                let group = try known(group: text, in: store)
                let members = Set(
                    try store.roster(of: group.id).filter { entry in week.days.contains { entry.holds(on: $0) } }
                        .map(\.member))
                records = records.filter { members.contains($0.member) }
            }
            if asked.atRisk == true { records = records.filter { $0.figures.standing.alarms } }
            let worstFirst = records.sorted {
                ($1.figures.standing.severity, $0.member) < ($0.figures.standing.severity, $1.member)
            }
            let names = Dictionary(
                try store.memberNames().map { ($0.0, MemberCard($0.1)) }, uniquingKeysWith: { first, _ in first })
            return API.Hours.Week.Reply(
                week: week.start.description, end: week.end.adding(days: -1).description,
                rows: worstFirst.map { presenter.row($0, names[$0.member]) })
        }
        try question(API.Hours.Alerts.self, on: &service) { asked, store in
            API.Hours.Alerts.Reply(alerts: try store.alerts(all: asked.all ?? false).map { try present($0, store) })
        }
        try command(API.Hours.Acknowledge.self, on: &service, key: \.idempotencyKey) { asked in
            AcknowledgeAlert(asked.alert)
        } reply: { _ in
            API.Hours.Acknowledge.Reply()
        }
    }

    private func present(_ alert: AlertRecord, _ store: Store) throws -> API.Hours.Alert {
        let isOpen = alert.state == .raised && !alert.delivered
        return API.Hours.Alert(
            alert: alert.alert, kind: alert.kind.rawValue, member: alert.member.rawValue,
            week: alert.week.description, raised: presenter.time(alert.raised), missingSeconds: alert.missing.count,
            rule: alert.rule,
            state: alert.state == .raised ? (alert.delivered ? "delivered" : "undelivered") : alert.state.rawValue,
            reason: isOpen ? try undelivered(alert, store) : nil, acknowledgedBy: alert.acknowledgedBy)
    }

    /// Why nobody has been told yet, as far as it is known.
    private func undelivered(_ alert: AlertRecord, _ store: Store) throws -> String {
        let tries = try store.deliveries(of: alert.alert)
        if let failed = tries.first { return "\(failed.plugin): \(failed.reason ?? failed.outcome)" }
        return "no plugin has taken it yet; 'convene plugin list' shows why"
    }
}
