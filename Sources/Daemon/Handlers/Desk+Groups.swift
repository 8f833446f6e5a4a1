import Clinic
import ConvenedAPI
import Engine
import Ledger
import VarlinkServer

extension Desk {
    func serveGroups(on service: inout Service) throws {
        try command(API.Groups.Add.self, on: &service, key: \.idempotencyKey) { asked in
            AddGroup(try group(asked))
        } reply: {
            API.Groups.Add.Reply(
                sessionsScheduled: $0.outcome.sessionsScheduled, warnings: $0.outcome.warnings)
        }
        try command(API.Groups.Edit.self, on: &service, key: \.idempotencyKey) { asked in
            EditGroup(asked.group, try changes(asked))
        } reading: { answer, store in
            API.Groups.Edit.Reply(
                group: try present(known(group: answer.outcome.group.rawValue, in: store), store),
                promoted: answer.outcome.promoted.map(\.rawValue), warnings: answer.outcome.warnings)
        }
        try question(API.Groups.List.self, on: &service) { _, store in
            API.Groups.List.Reply(
                groups: try store.groups().filter { $0.isOneOff != true }.map { try present($0, store) })
        }
        try question(API.Groups.Show.self, on: &service) { asked, store in
            let group = try known(group: asked.group, in: store)
            let entries = try store.rosterEntries(of: group.id, on: today)
            return API.Groups.Show.Reply(
                group: try present(group, store), roster: entries.places, waitlist: entries.waiting)
        }
        try serveRosters(on: &service)
    }

    private func serveRosters(on service: inout Service) throws {
        try command(API.Groups.RosterAdd.self, on: &service, key: \.idempotencyKey) { asked in
            AddToRoster(
                group: asked.group, members: asked.members, from: try date(asked.from, "from"),
                to: try date(asked.to, "to"))
        } reading: { answer, store in
            API.Groups.RosterAdd.Reply(entries: try entries(answer.outcome, store))
        }
        try command(API.Groups.RosterRemove.self, on: &service, key: \.idempotencyKey) { asked in
            RemoveFromRoster(group: asked.group, members: asked.members, from: try date(asked.from, "from"))
        } reading: { answer, store in
            API.Groups.RosterRemove.Reply(
                entries: try entries(answer.outcome, store), promoted: answer.outcome.promoted.map(\.rawValue))
        }
        try question(API.Groups.RosterList.self, on: &service) { asked, store in
            let group = try known(group: asked.group, in: store)
            let entries = try store.rosterEntries(of: group.id, on: try date(asked.on, "on") ?? today)
            return API.Groups.RosterList.Reply(entries: entries.places + entries.waiting)
        }
    }

    private func entries(_ outcome: RosterOutcome, _ store: Store) throws -> [API.Groups.RosterEntry] {
        let entries = try store.rosterEntries(of: outcome.group, on: today)
        return (entries.places + entries.waiting).filter { entry in
            outcome.members.contains { $0.rawValue == entry.member }
        }
    }

    private func present(_ group: Group, _ store: Store) throws -> API.Groups.Group {
        let roster = try store.roster(of: group.id)
        return presenter.group(
            group, members: roster.count { $0.holds(on: today) }, waiting: roster.count { $0.waitlisted })
    }

    private func group(_ asked: API.Groups.Add.Parameters) throws -> Group {
        Group(
            id: try value("group", asked.group, GroupID.form, GroupID.init(rawValue:)), name: asked.name.trimmed,
            label: asked.label.trimmed,
            kind: try value(
                "kind", asked.kind, SessionKind.allCases.map(\.rawValue).joined(separator: ", "),
                SessionKind.init(rawValue:)),
            programs: try asked.programs.map { try value("programs", $0, ProgramID.form, ProgramID.init(rawValue:)) },
            cohort: asked.cohort, capacity: asked.capacity,
            meetings: try asked.meetings.map { meeting in
                Meeting(
                    weekday: try value(
                        "meetings", meeting.weekday, "a weekday such as monday", Weekday.init(rawValue:)),
                    start: try value("meetings", meeting.start, "a time such as 18:00", WallTime.init(text:)),
                    length: Seconds(meeting.durationSeconds))
            },
            facilitators: try asked.facilitators.map { try initials($0, "facilitators") },
            lead: try asked.lead.map { try initials($0, "lead") }, measures: try measures(asked.measures ?? []))
    }

    private func changes(_ asked: API.Groups.Edit.Parameters) throws -> GroupChanges {
        if let lead = asked.lead, !lead.isEmpty { _ = try initials(lead, "lead") }
        return GroupChanges(
            name: asked.name?.trimmed, label: asked.label?.trimmed, capacity: asked.capacity,
            facilitators: try asked.facilitators?.map { try initials($0, "facilitators") }, lead: asked.lead,
            measures: try asked.measures.map { try measures($0) ?? [] })
    }

    /// Each once, in the order in which they are asked for; `nil` for none.
    private func measures(_ texts: [String]) throws -> [MeasureID]? {
        var known: Set<MeasureID> = []
        let measures = try texts.map { try value("measures", $0, MeasureID.form, MeasureID.init(rawValue:)) }
            .filter { known.insert($0).inserted }
        return measures.isEmpty ? nil : measures
    }

    private func initials(_ text: String, _ field: String) throws -> StaffInitials {
        try value(field, text, StaffInitials.form, StaffInitials.init(rawValue:))
    }

    func value<Value>(_ field: String, _ text: String, _ form: String, _ read: (String) -> Value?) throws -> Value {
        guard let value = read(text) else {
            throw Refusal(.badValue(field: field), "\(text.prefix(40)) can't be taken for \(field); it wants \(form)")
        }
        return value
    }
}
