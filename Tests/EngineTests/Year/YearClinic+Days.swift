import Clinic
import Engine
import Ledger

/// What people do in a clinic, well and badly, by the roll of a die. All times are whole minutes.
extension YearClinic {
    typealias Plan = [(at: Instant, ask: (YearClinic) async -> Void)]

    func chance(_ percent: Int) -> Bool { Int.random(in: 1...100, using: &random) <= percent }

    func minutes(_ range: ClosedRange<Int>) -> Seconds { .minutes(Int.random(in: range, using: &random)) }

    /// Lives through the day that has begun, until five in the morning of the next one.
    func liveThroughDay() async throws {
        let date = today
        let sessions = try await engine.read { try $0.sessions(from: date, to: date) }
        var plan: Plan = []
        for session in sessions where session.state == .scheduled { plan += try await evening(session) }
        plan += merging(sessions)
        plan += try await paperwork(on: date)
        plan += otherPaperwork(on: date)
        for step in plan.sorted(by: { $0.at < $1.at }) {
            await pass(until: step.at)
            await step.ask(self)
            if Int.random(in: 0..<1000, using: &random) == 0 { try await restart(after: minutes(0...15)) }
            if Int.random(in: 0..<400, using: &random) == 0 { try await look() }
        }
        await pass(until: zone.instant(of: date.adding(days: 1), at: WallTime(text: "05:00") ?? .midnight))
    }

    private func evening(_ session: Session) async throws -> Plan {
        let (name, start, end) = (session.name.rawValue, session.plannedStart, session.plannedEnd)
        if chance(2) {
            return [(start - .hours(2), { await $0.attempt(CancelSession(session: name, reason: "a test")) })]
        }
        let began = start + (chance(80) ? .zero : minutes(1...25))
        let ended = end + (chance(75) ? .zero : minutes(-15...12))
        var plan: Plan = []
        if chance(95) { plan.append((began, { await $0.attempt(StartSession(session: name, at: nil)) })) }
        if chance(40) { plan += pause(name, from: start + minutes(60...100), for: minutes(8...25), .rest) }
        if chance(5) { plan += pause(name, from: start + minutes(20...50), for: minutes(5...20), .interruption) }
        if chance(3) {
            plan.append((end - .minutes(20), { await $0.attempt(ExtendSession(session: name, by: .minutes(15))) }))
        }
        for _ in 0..<Int.random(in: 0...3, using: &random) where session.group.rawValue.hasSuffix("2") {
            let next = NextPhase(session: name, skipsTurns: chance(70))
            plan.append((began + minutes(5...150), { await $0.attempt(next) }))
        }
        if chance(85) { plan.append((ended, { await $0.attempt(EndSession(session: name, at: nil)) })) }
        for member in try await engine.read({ try $0.expected(at: session).sorted() }) {
            plan += attendance(of: member.rawValue, at: name, from: start, until: ended)
        }
        return plan
    }

    private func pause(_ name: String, from: Instant, for length: Seconds, _ kind: Pause.Kind) -> Plan {
        [
            (from, { await $0.attempt(PauseSession(session: name, kind: kind, at: nil, reason: "a test")) }),
            (from + length, { await $0.attempt(ResumeSession(session: name, at: nil)) }),
        ]
    }

    private func attendance(of member: String, at name: String, from start: Instant, until end: Instant) -> Plan {
        let checkIn = { (mode: PresenceMode) in
            { (clinic: YearClinic) async -> Void in
                await clinic.attempt(CheckIn(member: member, session: name, at: nil, mode: mode, walkIn: false))
            }
        }
        if chance(4) {
            let out = CallOut(session: name, member: member, withdraws: false, reason: nil)
            let back = CallOut(session: name, member: member, withdraws: true, reason: nil)
            let call: Plan = [(start - .hours(3), { await $0.attempt(out) })]
            return chance(75)
                ? call : call + [(start - .hours(1), { await $0.attempt(back) }), (start, checkIn(.inPerson))]
        }
        if chance(6) { return [] }
        let came = start + (chance(85) ? minutes(-20...4) : minutes(5...60))
        let mode: PresenceMode = chance(90) ? .inPerson : chance(80) ? .video : .audioOnly
        var plan: Plan = [(came, checkIn(mode))]
        if chance(1) { plan += [(came, { await $0.attempt(Undo()) }), (came, checkIn(mode))] }
        if chance(6) {
            let went = came + minutes(20...120)
            plan.append((went, { await $0.attempt(CheckOut(member: member, session: name, at: nil)) }))
            if chance(40), went + .minutes(20) < end { plan.append((went + .minutes(20), checkIn(mode))) }
        }
        return plan
    }

    /// Corrections, make-ups, moves, transfers and departures, at hours at which few are in a room.
    private func paperwork(on date: LocalDate) async throws -> Plan {
        let noon = zone.instant(of: date, at: WallTime(text: "12:30") ?? .midnight)
        let past = try await engine.read { try $0.sessions(from: date.adding(days: -9), to: date.adding(days: -1)) }
        var plan: Plan = []
        for _ in 0..<3 {
            guard let session = past.randomElement(using: &random) else { continue }
            plan.append((noon + minutes(0...20), correction(at: session)))
        }
        let member = Self.code(Int.random(in: 0..<200, using: &random))
        if chance(40) { plan.append((noon, { await $0.bookMakeup(for: member) })) }
        if chance(20) {
            let group = Self.groups.randomElement(using: &random)?.id.rawValue ?? ""
            let time = WallTime(text: "14:00") ?? .midnight
            plan.append((noon, { await $0.attempt(RemoveFromRoster(group: group, members: [member], from: nil)) }))
            plan.append((noon, { await $0.attempt(AddToRoster(group: group, members: [member], from: nil, to: nil)) }))
            plan.append(
                (
                    noon,
                    {
                        await $0.attempt(
                            AddSession(
                                kind: .individual, members: [member], facilitators: [], on: nil, at: time,
                                length: .minutes(45)))
                    }
                ))
        }
        plan += stayChanges(of: Self.code(Int.random(in: 0..<200, using: &random)), on: date, at: noon)
        if chance(20) {
            let program = Self.programs.randomElement(using: &random)
            let group = Self.groups.first { $0.programs == [program?.id ?? ProgramID(unchecked: "")] }
            plan.append((noon, { await $0.attempt(DischargeMember(member: member, on: nil, ending: .left)) }))
            let admission = AdmitMember(
                member: member, program: program?.id.rawValue ?? "", on: date.adding(days: 4),
                groups: [group?.id.rawValue ?? ""])
            plan.append((noon, { await $0.attempt(admission) }))
        }
        return plan
    }

    /// Requirements of treatment plans, holds, steps by hand and waivers.
    private func stayChanges(of member: String, on date: LocalDate, at noon: Instant) -> Plan {
        var plan: Plan = []
        let from = date.adding(days: Int.random(in: -5...5, using: &random))
        if chance(15) {
            let hold = HoldEnrolment(member: member, from: from, reason: "a test")
            let resume = ResumeEnrolment(
                member: member, on: from.adding(days: Int.random(in: 1...20, using: &random)))
            plan.append((noon, { await $0.attempt(hold, as: Self.supervisor) }))
            plan.append((noon, { await $0.attempt(resume, as: Self.supervisor) }))
        }
        if chance(15) {
            let asked = SetEnrolment(
                member: member, weekly: .minutes(30 * Int.random(in: 0...12, using: &random)),
                transitionWeeks: Int.random(in: 0...1, using: &random), from: from, reason: "a test")
            plan.append((noon, { await $0.attempt(asked, as: Self.supervisor) }))
        }
        if chance(4) {
            let step = AdvanceEnrolment(member: member, from: nil, reason: "a test")
            plan.append((noon, { await $0.attempt(step) }))
        }
        if chance(4) {
            let waiver = AddWaiver(
                member: chance(70) ? member : nil, program: nil, from: from,
                to: from.adding(days: Int.random(in: 0...6, using: &random)),
                terms: WaiverTerms(weekly: .hours(Int.random(in: 0...3, using: &random)), days: chance(50) ? 1 : nil),
                reason: "a test")
            plan.append((noon, { await $0.attempt(waiver, as: Self.supervisor) }))
        }
        return plan
    }

    private func bookMakeup(for member: String) async {
        let date = today
        let options = try? await engine.read { [engine] store in
            try engine.makeupOptions(for: MemberCode(unchecked: member), on: date, in: store)
        }
        guard let session = options?.first?.session.name.rawValue else { return }
        await attempt(BookMakeup(member: member, session: session, makesUp: nil))
    }

    private func correction(at session: Session) -> (YearClinic) async -> Void {
        let member = Self.code(Int.random(in: 0..<200, using: &random))
        let name = session.name.rawValue
        let came = session.plannedStart + minutes(-10...60)
        let times = [came, came + minutes(10...150)].map(zone.rfc3339)
        switch Int.random(in: 0..<6, using: &random) {
        case 0, 1:
            let asked = CorrectAttendance(
                session: name, member: member, came: [times[0]], went: [times[1]], mode: nil, walkIn: chance(20),
                reason: "a test")
            return { await $0.attempt(asked, as: Self.supervisor) }
        case 2:
            let asked = ReviewAbsence(session: name, member: member, as: .excused, reason: "a test")
            return { await $0.attempt(asked, as: Self.supervisor) }
        case 3:
            let asked = VoidAttendance(session: name, member: member, reason: "a test")
            return { await $0.attempt(asked, as: Self.supervisor) }
        case 4:
            return { clinic in
                await clinic.attempt(Undo(), as: Self.supervisor)
            }
        default:
            return { clinic in
                await clinic.attempt(ReopenSession(session: name, reason: "a test"), as: Self.supervisor)
                await clinic.attempt(EndSession(session: name, at: times[1]), as: Self.supervisor)
            }
        }
    }
}
