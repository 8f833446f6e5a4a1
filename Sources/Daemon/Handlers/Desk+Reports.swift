import Clinic
import ConvenedAPI
import Engine
import Ledger
import VarlinkServer

extension Desk {
    func serveReports(on service: inout Service) throws {
        try disclosing(API.Reports.Stay.self, on: &service) { asked, _, store in
            let member = try engine.member(asked.member, in: store)
            let reply = try stayReport(member, date(asked.admitted, "admitted"), store)
            return (reply, Disclosure(what: .stay, subject: Subject(member: member)))
        }
        try disclosing(API.Reports.Month.self, on: &service) { asked, _, store in
            let first = try month(asked.month)
            let members = try members(of: asked.group, in: asked.program, from: first, store)
            let reply = try monthReport(first, members, store)
            let named = reply.rows.map { MemberCode(unchecked: $0.member) }
            return (reply, Disclosure(what: .month, subject: subject(asked.group, asked.program), members: named))
        }
        try disclosing(API.Reports.Group.self, on: &service) { asked, _, store in
            let to = try date(asked.to, "to") ?? today
            let from = try date(asked.from, "from") ?? to.adding(days: -28)
            guard from <= to else {
                throw Refusal(
                    .badValue(field: "from"), "from \(from) to \(to) is no stretch of days; name the earlier one first")
            }
            guard from.days(until: to) <= Self.longestGroupReport else {
                throw Refusal(
                    .badValue(field: "from"),
                    "from \(from) to \(to) is longer than the \(Self.longestGroupReport) days that a report of a group "
                        + "may have; ask for parts of it")
            }
            let reply = try groupReport(known(group: asked.group, in: store), from: from, to: to, store)
            return (reply, Disclosure(what: .group, subject: subject(asked.group, nil)))
        }
        try disclosing(API.Reports.Sheet.self, on: &service) { asked, _, store in
            let session = try sheetSession(asked.session, store)
            let reply = try sheet(session, store)
            let named = reply.rows.map { MemberCode(unchecked: $0.member) }
            let subject = Subject(session: session.name, group: session.group)
            return (reply, Disclosure(what: .sheet, subject: subject, members: named))
        }
        try disclosing(API.Reports.Extract.self, on: &service) { asked, peer, store in
            let member = try engine.member(asked.member, in: store)
            let reply = try extract(of: member, withNotes: isReader(peer, of: member, store), store)
            return (reply, Disclosure(what: .extract, subject: Subject(member: member)))
        }
    }

    /// What a report is about, by codes that are known to be right.
    func subject(_ group: String?, _ program: String?) -> Subject {
        Subject(group: group.map(GroupID.init(unchecked:)), program: program.map(ProgramID.init(unchecked:)))
    }

    /// The session that a sheet is asked for: of a group the one of today that is live, or else the last one before.
    private func sheetSession(_ text: String, _ store: Store) throws -> Session {
        guard let id = GroupID(rawValue: text), try store.group(id) != nil else {
            return try engine.session(text, in: store)
        }
        let days = try store.sessions(from: today.adding(days: -28), to: today, group: id)
        let live = days.last { $0.state == .open || $0.state == .running }
        guard let session = live ?? days.last(where: { $0.state != .cancelled }) else {
            throw Refusal(
                .noneOpen,
                "\(id) had no session in the last four weeks; name one with its date, such as \(id)@2026-11-23, and "
                    + "'convene session list' shows them")
        }
        return session
    }

    /// How many days a report of a group may have: ten years.
    private static let longestGroupReport = 3660

    /// The first day of a month such as `2026-11`, of the present one if nothing was said.
    private func month(_ text: String?) throws -> LocalDate {
        guard let date = LocalDate(text: (text ?? String(today.description.prefix(7))) + "-01") else {
            throw Refusal(
                .badValue(field: "month"), "the month \(text?.prefix(20) ?? "") can't be read; write it as 2026-11")
        }
        guard date <= today else {
            throw Refusal(.badValue(field: "month"), "\(text?.prefix(20) ?? "") is still ahead; nothing is known of it")
        }
        return date
    }

    /// The members whom a month is asked about; `nil`: all.
    private func members(
        of group: String?, in program: String?, from first: LocalDate, _ store: Store
    ) throws -> (WeekRecord) -> Bool {
        let end = first.adding(days: 31)
        let placed = try group.map { text in
            Set(
                try store.roster(of: known(group: text, in: store).id)
                    .filter { !$0.waitlisted && $0.from < end && ($0.to.map { $0 >= first } ?? true) }.map(\.member))
        }
        let id = try program.map { text in
            guard let id = ProgramID(rawValue: text), try !store.versions(of: id).isEmpty else {
                throw Refusal(
                    .noSuchProgram(String(text.prefix(40))),
                    "there is no program \(text.prefix(40)); 'convene program list' shows them")
            }
            return id
        }
        return { (placed?.contains($0.member) ?? true) && (id == nil || $0.program == id) }
    }

    func monthReport(
        _ first: LocalDate, _ isMeant: (WeekRecord) -> Bool, _ store: Store
    ) throws -> API.Reports.Month.Reply {
        var weeks: [Week] = []
        var week = Week(holding: first, firstWeekday: engine.site.firstWeekday)
        if week.start < first { week = week.next }
        while week.start.month == first.month, week.start <= today {
            weeks.append(week)
            week = week.next
        }
        let records = try weeks.flatMap(\.days).flatMap { day -> [(record: WeekRecord, isUnsigned: Bool)] in
            let records = try engine.weeks(from: day, in: store).filter(isMeant)
            let unsigned = try unsignedMembers(among: records, store)
            return records.map { ($0, unsigned.contains($0.member)) }
        }
        let byMember = Dictionary(grouping: records, by: \.record.member).sorted { $0.key < $1.key }
        let rows = try byMember.map { member, weeks in
            let records = weeks.map(\.record)
            let asked = records.filter { $0.figures.standing != .exempt && $0.figures.exemption != .partial }
            return API.Reports.MonthRow(
                member: member.rawValue, shortName: try store.card(member)?.shortName.reveal() ?? "",
                program: records.last?.program.rawValue ?? "",
                weeks: weeks.map { presenter.reportWeek($0.record, isUnsigned: $0.isUnsigned) },
                attendedSeconds: records.map(\.figures.attended.count).reduce(0, +),
                creditedSeconds: records.map(\.figures.credited.count).reduce(0, +),
                countedSeconds: asked.map(\.figures.credited.count).reduce(0, +),
                requiredSeconds: asked.map(\.figures.required.count).reduce(0, +))
        }
        return API.Reports.Month.Reply(
            month: String(first.description.prefix(7)), weeks: weeks.map(\.start.description), rows: rows)
    }

    func groupReport(
        _ group: Group, from: LocalDate, to: LocalDate, _ store: Store
    ) throws -> API.Reports.Group.Reply {
        let meetings = try store.sessions(from: from, to: to, group: group.id).map { session in
            let attendances = try store.attendances(at: session.name)
            let came = attendances.filter(\.state.isAttended)
            let credits = try engine.credits(at: session, of: came.map(\.member), in: store)
            let count = { (states: AttendanceState...) in attendances.count { states.contains($0.state) } }
            let treated = session.started.flatMap { start in session.ended.map { start.seconds(until: $0) } }
            return API.Reports.Meeting(
                session: session.name.rawValue, start: presenter.time(session.started ?? session.plannedStart),
                state: session.state.rawValue, treatedSeconds: treated?.count ?? 0, capacity: group.capacity,
                expected: try store.expected(at: session).count, present: came.count,
                walkIns: came.count { $0.origin == .walkIn }, makeUps: came.count { $0.origin == .makeUp },
                noShows: count(.noShow), excused: count(.excused),
                absent: count(.calledOut, .unexcused, .lateCancel),
                creditedSeconds: credits.values.map(\.credited.count).reduce(0, +))
        }
        return API.Reports.Group.Reply(
            group: group.id.rawValue, groupName: group.name, from: from.description, to: to.description,
            meetings: meetings)
    }
}

extension Presenter {
    /// - Parameter isUnsigned: Whether a session behind the week has ended and isn't signed.
    func reportWeek(_ record: WeekRecord, isUnsigned: Bool) -> API.Reports.Week {
        let figures = record.figures
        return API.Reports.Week(
            week: record.week.description, end: record.week.adding(days: 6).description,
            program: record.program.rawValue, requiredSeconds: figures.required.count,
            attendedSeconds: figures.attended.count, creditedSeconds: figures.credited.count,
            missingSeconds: figures.missing.count, standing: figures.standing.rawValue, rule: figures.rule,
            exemption: figures.exemption?.rawValue, closed: record.closed,
            provisional: !record.closed || isUnsigned)
    }

    func times(_ presence: Presence) -> API.Reports.Times {
        API.Reports.Times(
            in: time(presence.from), out: presence.to.map(time), mode: presence.mode.rawValue)
    }
}
