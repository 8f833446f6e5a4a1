import Clinic
import ConvenedAPI
import Engine
import Ledger

extension Store {
    func card(_ code: MemberCode) throws -> MemberCard? {
        try memberName(code).map(MemberCard.init)
    }

    /// A session as the interfaces show it, with who is expected and who is there.
    func present(_ session: Session, _ presenter: Presenter) throws -> API.Sessions.Session {
        guard let group = try group(session.group) else {
            throw LedgerError.unreadable("a session without its group")
        }
        let expected = try expected(at: session)
        let attendances = try attendances(at: session.name)
        let leads = try leads(session, group)
        let signature = session.state == .closed ? try signatures(of: session.name).last : nil
        let away = try away(from: session.name).count
        let pause = session.openPause
        return API.Sessions.Session(
            session: session.name.rawValue, group: group.id.rawValue, groupName: group.name, label: group.label,
            kind: session.kind.rawValue, date: session.date.description,
            plannedStart: presenter.time(session.plannedStart), plannedEnd: presenter.time(session.plannedEnd),
            state: session.state.rawValue, startedAt: session.started.map(presenter.time),
            endedAt: session.ended.map(presenter.time), reason: session.reason,
            expected: expected.union(attendances.map(\.member)).count,
            present: attendances.count { $0.state == .present } - away, left: attendances.count { $0.state == .left },
            capacity: group.capacity, lead: leads.now?.rawValue, leads: leads.stretches.map(presenter.stretch),
            signedAt: signature.map { presenter.time($0.at) }, signedBy: signature?.signer,
            pausedSince: pause.map { presenter.time($0.from) }, pause: pause?.kind.rawValue,
            mergedInto: session.mergedInto?.rawValue,
            phase: session.state == .running ? session.course?.current?.name : nil, guests: session.guests)
    }

    /// Who leads a session, or led it last, and who led it from when to when.
    func leads(_ session: Session, _ group: Group) throws -> (now: StaffInitials?, stretches: [Lead]) {
        let said = try leadChanges(of: session.name)
        // Of sessions that began before it was written down, only the group is known.
        let changes =
            said.isEmpty
            ? session.started.map { [LeadChange(since: $0, staff: group.lead)] } ?? [] : said
        return (said.isEmpty ? group.lead : said.last?.staff, session.leads(changes))
    }

    /// Who is expected at a session and who was or is there, by code.
    func attendances(
        _ session: Session, names: Bool, _ engine: Engine, _ presenter: Presenter
    ) throws -> [API.Sessions.Attendance] {
        let known = Dictionary(
            try attendances(at: session.name).map { ($0.member, $0) }, uniquingKeysWith: { first, _ in first })
        let expected = try expected(at: session)
        let credits = try engine.credits(at: session, of: Array(known.keys), in: self)
        let away = try away(from: session.name)
        return try expected.union(known.keys).sorted().map { code in
            let presences = try presences(of: code, at: session).map(\.presence)
            let card = try card(code)
            let figures = try engine.record(of: code, on: session.date, in: self)?.figures
            return API.Sessions.Attendance(
                member: code.rawValue, shortName: card?.shortName.reveal() ?? "",
                initials: card?.initials.reveal() ?? "",
                state: away.contains(code) ? "away" : known[code]?.state.rawValue ?? "expected",
                origin: known[code]?.origin.rawValue ?? Attendance.Origin.rostered.rawValue,
                in: (presences.first?.from).map(presenter.time),
                out: presences.contains { $0.to == nil } ? nil : presences.last?.to.map(presenter.time),
                attendedSeconds: credits[code]?.attended.count ?? 0,
                creditedSeconds: credits[code]?.credited.count ?? 0,
                standing: figures?.standing.rawValue, weekCreditedSeconds: figures?.credited.count,
                weekRequiredSeconds: figures?.required.count, name: try names ? memberName(code)?.reveal() : nil)
        }
    }

    /// A group's places and its waitlist from a local day on, in their order.
    func rosterEntries(
        of group: GroupID, on date: LocalDate
    ) throws -> (places: [API.Groups.RosterEntry], waiting: [API.Groups.RosterEntry]) {
        let entries = try roster(of: group).filter { $0.to.map { $0 >= date } ?? true }
        let waiting = entries.filter(\.waitlisted)
        return (
            try entries.filter { !$0.waitlisted }.map { try present($0, position: nil) },
            try waiting.enumerated().map { try present($1, position: $0 + 1) }
        )
    }

    private func present(_ entry: RosterEntry, position: Int?) throws -> API.Groups.RosterEntry {
        API.Groups.RosterEntry(
            member: entry.member.rawValue, shortName: try card(entry.member)?.shortName.reveal() ?? "",
            from: entry.from.description, to: entry.to?.description, waitlisted: entry.waitlisted, position: position)
    }

    func present(_ member: Member, on date: LocalDate) throws -> API.Members.Member {
        let stay = try enrolments(of: member.code).last
        let groups = try rosterEntries(of: member.code).filter { $0.to.map { $0 >= date } ?? true }
        return API.Members.Member(
            code: member.code.rawValue, name: member.details.name.reveal(),
            shortName: member.details.name.shortName.reveal(), initials: member.details.name.initials.reveal(),
            born: member.details.born.reveal().description, program: stay?.program(on: date).rawValue,
            state: stay?.state(on: date).rawValue, admitted: stay?.admitted.description,
            groups: groups.map(\.group.rawValue).sorted())
    }
}
