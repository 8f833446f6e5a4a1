import Clinic
import ConvenedAPI
import Engine
import Ledger

/// Reports about one member, and the sheet of one session.
extension Desk {
    func stayReport(_ member: MemberCode, _ admitted: LocalDate?, _ store: Store) throws -> API.Reports.Stay.Reply {
        let stays = try store.enrolments(of: member)
        guard let stay = admitted.map({ day in stays.last { $0.admitted == day } }) ?? stays.last else {
            throw Refusal(
                .notEnrolled(member, nil),
                "\(member) has no stay" + (admitted.map { " that begins on \($0)" } ?? "")
                    + "; 'convene enrolment show \(member)' shows their stays")
        }
        let end = min(stay.discharged ?? today, today)
        let outcomes = try store.outcomes(of: member, from: stay.admitted).filter { ($0.session.date ?? end) <= end }
        let count = { (isMeant: (AttendanceState) -> Bool) in outcomes.count { isMeant($0.state) } }
        let weeks = try records(of: member, [stay], store)
        let gap = try gap(in: stay, weeks, to: end, store)
        return API.Reports.Stay.Reply(
            member: member.rawValue, shortName: try store.card(member)?.shortName.reveal() ?? "",
            stay: try facts(stay, store), weeks: try present(weeks, of: member, store),
            attended: count(\.isAttended),
            missed: count { !$0.isAttended && $0 != .excused }, excused: count { $0 == .excused },
            longestGapDays: gap?.days ?? 0, gapFrom: gap?.from.description, gapTo: gap?.to.description,
            measures: try courses(of: member, from: stay.admitted, to: end, store))
    }

    /// - Parameter showsNotes: Whether whoever asks may read the notes about the member.
    func extract(of member: MemberCode, withNotes showsNotes: Bool, _ store: Store) throws -> API.Reports.Extract.Reply
    {
        guard let details = try store.member(member)?.details else {
            throw LedgerError.unreadable("a member without a row")
        }
        let stays = try store.enrolments(of: member)
        let records = try records(of: member, stays, store)
        let credits = try engine.credits(of: member, in: records, in: store)
        let first = stays.first?.admitted ?? today
        return API.Reports.Extract.Reply(
            member: member.rawValue, site: engine.site.name, name: details.name.reveal(),
            born: details.born.reveal().description,
            contacts: details.contacts.reveal().map { contact in
                API.Reports.Contact(
                    channel: contact.channel.rawValue, address: contact.address, consent: contact.consent)
            },
            stays: try stays.map { try facts($0, store) }, weeks: try present(records, of: member, store),
            visits: try store.outcomes(of: member, from: first).compactMap { outcome in
                guard let session = try store.session(outcome.session), let group = try store.group(session.group)
                else { return nil }
                let presences = try store.presences(of: member, at: session)
                return API.Reports.Visit(
                    label: group.label,
                    start: presenter.time(session.started ?? session.plannedStart), state: outcome.state.rawValue,
                    times: presences.map { presenter.times($0.presence) },
                    attendedSeconds: credits[session.name]?.attended.count ?? 0,
                    creditedSeconds: credits[session.name]?.credited.count ?? 0)
            }, measures: try courses(of: member, from: first, to: today, store),
            notes: try store.notes(about: member).map { record in
                API.Reports.Note(
                    kind: record.note.kind.rawValue, date: engine.site.zone.date(at: record.happened).description,
                    text: showsNotes ? record.note.text?.reveal() : nil)
            })
    }

    func sheet(_ session: Session, _ store: Store) throws -> API.Reports.Sheet.Reply {
        guard let group = try store.group(session.group) else {
            throw LedgerError.unreadable("a session without its group")
        }
        let known = try store.attendances(at: session.name)
        let members = try store.expected(at: session).union(known.map(\.member)).sorted()
        let credits = try engine.credits(at: session, of: known.map(\.member), in: store)
        let rows = try members.map { member in
            let attendance = known.first { $0.member == member }
            return API.Reports.SheetRow(
                member: member.rawValue, name: try store.memberName(member)?.reveal() ?? "",
                state: attendance?.state.rawValue ?? "expected",
                origin: (attendance?.origin ?? .rostered).rawValue,
                times: try store.presences(of: member, at: session).map { presenter.times($0.presence) },
                attendedSeconds: credits[member]?.attended.count ?? 0,
                creditedSeconds: credits[member]?.credited.count ?? 0)
        }
        let came = known.filter(\.state.isAttended).map(\.member)
        let signature = session.state == .closed ? try store.signatures(of: session.name).last : nil
        return API.Reports.Sheet.Reply(
            session: session.name.rawValue, site: engine.site.name, groupName: group.name,
            kind: session.kind.rawValue, state: session.state.rawValue,
            plannedStart: presenter.time(session.plannedStart), plannedEnd: presenter.time(session.plannedEnd),
            startedAt: session.started.map(presenter.time), endedAt: session.ended.map(presenter.time),
            pauses: session.pauses.map { pause in
                API.Reports.Pause(
                    kind: pause.kind.rawValue, from: presenter.time(pause.from), to: pause.to.map(presenter.time),
                    reason: pause.reason)
            },
            facilitators: try facilitators(session, group, store),
            signedBy: try signature.map { try signer($0, store) },
            sentence: signature?.signed.sentence, signedAt: signature.map { presenter.time($0.at) },
            present: came.count, guests: session.guests,
            warning: try engine.sizeWarning(at: session, came: came, in: store),
            rows: rows.sorted { ($0.name, $0.member) < ($1.name, $1.member) })
    }

    /// Who signed: the name and what stands behind it, or else the initials or the account.
    private func signer(_ signature: SignatureRecord, _ store: Store) throws -> String {
        guard let person = try signature.signed.staff.flatMap(store.staff) else { return signature.signer }
        return person.name.reveal() + (person.credentials.map { ", \($0)" } ?? "")
    }

    /// Who leads or led a session in the order in which they did, then who else facilitates it.
    private func facilitators(_ session: Session, _ group: Group, _ store: Store) throws -> [API.Reports.Facilitator] {
        let leads = try store.leads(session, group)
        let staff = try store.staff()
        var all = leads.stretches.map(\.staff) + [leads.now].compactMap { $0 }
        all += session.facilitators ?? group.facilitators
        var known: Set<StaffInitials> = []
        return all.filter { known.insert($0).inserted }.map { initials in
            let person = staff.first { $0.initials == initials }
            return API.Reports.Facilitator(
                staff: initials.rawValue, name: person?.name.reveal(), credentials: person?.credentials,
                lead: initials == leads.now,
                led: leads.stretches.filter { $0.staff == initials }.map {
                    API.Reports.Stretch(from: presenter.time($0.from), to: $0.to.map(presenter.time))
                })
        }
    }

    /// The weeks of some stays whose figures are written down, in order.
    private func records(of member: MemberCode, _ stays: [Enrolment], _ store: Store) throws -> [WeekRecord] {
        var records: [WeekRecord] = []
        for stay in stays {
            var week = Week(
                holding: stay.admitted, firstWeekday: stay.firstWeekday(at: engine.site.firstWeekday))
            let end = min(stay.discharged ?? today, today)
            while week.start <= end {
                // Two stays can have a week in common, and two weeks some days.
                if !records.contains(where: { $0.week == week.start }),
                    let record = try engine.week(week, of: member, in: store)
                {
                    records.append(record)
                }
                week = week.next
            }
        }
        return records.sorted { $0.week < $1.week }
    }

    /// The longest run of days without treatment between two days with it, days on hold left out.
    ///
    /// A day of treatment is one that counts for the requirement: something was credited, and as much as a day needs.
    private func gap(
        in stay: Enrolment, _ records: [WeekRecord], to end: LocalDate, _ store: Store
    ) throws -> (days: Int, from: LocalDate, to: LocalDate)? {
        let credits = try engine.credits(of: stay.member, in: records, in: store)
        let credited = credits.reduce(into: [LocalDate: Seconds]()) { days, credit in
            if let date = credit.key.date { days[date, default: .zero] += credit.value.credited }
        }
        let days = try credited.filter { day, time in
            let level = stay.level(on: day)
            let program = try store.program(level.program, on: day)
            let least = program.flatMap { Requirement($0, at: level).program.gates.dailyMinimum } ?? .zero
            return time > .zero && time >= least && day >= stay.admitted && day <= end
        }.keys.sorted()
        let gaps = zip(days, days.dropFirst()).map { from, to in
            let between = (1..<max(1, from.days(until: to))).map(from.adding(days:))
            return (days: between.count { day in !stay.holds.contains { $0.holds(on: day) } }, from: from, to: to)
        }
        return gaps.filter { $0.days > 0 }.max { $0.days < $1.days }
    }

    private func facts(_ stay: Enrolment, _ store: Store) throws -> API.Reports.StayFacts {
        let levels = try stay.levels.dropFirst().map { level in
            let program = try store.program(level.program, on: level.from)
            let hours = program.map { Requirement($0, at: level).program.gates.weeklyMinimum.hoursAndMinutes } ?? ""
            let source = level.isIndividual ? " by treatment plan" : level.step > 0 ? " (step \(level.step))" : ""
            return API.Reports.Mark(
                on: level.from.description, text: "\(level.program), \(hours) a week\(source)")
        }
        let holds = stay.holds.flatMap { hold in
            [API.Reports.Mark(on: hold.from.description, text: "on hold")]
                + (hold.until.map { [API.Reports.Mark(on: $0.description, text: "treatment goes on")] } ?? [])
        }
        return API.Reports.StayFacts(
            program: stay.program(on: today).rawValue, state: stay.state(on: today).rawValue,
            admitted: stay.admitted.description, ended: stay.discharged?.description,
            reason: stay.ending?.rawValue, marks: (levels + holds).sorted { $0.on < $1.on })
    }
}
