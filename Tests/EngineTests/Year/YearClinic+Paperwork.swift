import Clinic
import Engine
import Ledger

/// What is rarer in a clinic: merged sessions, entries for the wrong person, transfers, and what is taken back.
extension YearClinic {
    /// One session of a day is held with another one that begins at the same time.
    func merging(_ sessions: [Session]) -> Plan {
        guard chance(8), let session = sessions.filter({ $0.state == .scheduled }).randomElement(using: &random),
            let host = sessions.filter({ $0.name != session.name && $0.plannedStart == session.plannedStart })
                .randomElement(using: &random)
        else { return [] }
        let merge = MergeSessions(session: session.name.rawValue, into: host.name.rawValue)
        return [(session.plannedStart - minutes(0...90), { await $0.attempt(merge) })]
    }

    func otherPaperwork(on date: LocalDate) -> Plan {
        let noon = zone.instant(of: date, at: WallTime(text: "12:30") ?? .midnight) + minutes(0...20)
        let number = Int.random(in: 0..<200, using: &random)
        var plan: Plan = []
        if chance(25) { plan.append((noon, { await $0.moveSomebody(to: Self.code(number)) })) }
        if chance(25) { plan.append((noon, { await $0.markNoShow() })) }
        if chance(25) { plan.append((noon, { await $0.cancelMakeup() })) }
        if chance(5) { plan.append((noon, { await $0.removeWaiver() })) }
        if chance(40) { plan.append((noon, { await $0.acknowledge() })) }
        if chance(6), let program = Self.programs.randomElement(using: &random) {
            let group = Self.groups.first { $0.programs == [program.id] }?.id.rawValue ?? ""
            let transfer = TransferMember(
                member: Self.code(number), to: program.id.rawValue, on: chance(50) ? nil : date.adding(days: 2),
                groups: [group])
            plan.append((noon, { await $0.attempt(transfer) }))
        }
        for program in Self.versions where program.effective.adding(days: -3) == date {
            plan.append((noon, { await $0.attempt(DefineProgram(program), as: Self.supervisor) }))
        }
        return plan
    }

    /// Somebody's attendance of the last days, at random.
    private func attended() async -> (session: SessionName, member: MemberCode)? {
        let (date, last) = (today.adding(days: -2), today)
        let known = try? await engine.read { store in
            try store.sessions(from: date, to: last).flatMap { session in
                try store.attendances(at: session.name).filter(\.state.isAttended).map { (session.name, $0.member) }
            }
        }
        return known?.randomElement(using: &random)
    }

    private func moveSomebody(to member: String) async {
        guard let wrong = await attended() else { return }
        await attempt(
            MoveAttendance(
                session: wrong.session.rawValue, from: wrong.member.rawValue, to: member, walkIn: true,
                reason: "a test"), as: Self.supervisor)
    }

    private func markNoShow() async {
        guard let wrong = await attended() else { return }
        await attempt(
            MarkNoShow(session: wrong.session.rawValue, member: wrong.member.rawValue, reason: "a test"),
            as: Self.supervisor)
    }

    private func cancelMakeup() async {
        let from = today
        let bookings = try? await engine.read { store in
            try store.memberCodes().flatMap { try store.bookings(of: $0) }.filter { $0.date > from }
        }
        guard let booking = bookings?.randomElement(using: &random) else { return }
        await attempt(CancelMakeup(member: booking.member.rawValue, session: booking.session.rawValue))
    }

    private func removeWaiver() async {
        let waivers = try? await engine.read { try $0.waivers() }
        guard let waiver = waivers?.randomElement(using: &random) else { return }
        await attempt(RemoveWaiver(waiver.waiver, reason: "a test"), as: Self.supervisor)
    }

    private func acknowledge() async {
        let alerts = try? await engine.read { try $0.alerts(all: false) }
        guard let alert = alerts?.randomElement(using: &random) else { return }
        await attempt(AcknowledgeAlert(alert.alert))
    }
}
