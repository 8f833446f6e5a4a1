import Clinic
import ConvenedAPI
import Engine
import Ledger
import Varlink
import VarlinkServer

extension Desk {
    func serveEnrolments(on service: inout Service) throws {
        try disclosing(API.Enrolments.Show.self, on: &service) { asked, _, store in
            let code = try engine.member(asked.member, in: store)
            let waivers = try store.waivers().filter { $0.member == code }
            let reply = API.Enrolments.Show.Reply(
                member: code.rawValue, shortName: try store.card(code)?.shortName.reveal() ?? "",
                stays: try store.enrolments(of: code).map { try stay($0, store) }, waivers: waivers.map(waiver))
            return (reply, Disclosure(what: .enrolment, subject: Subject(member: code)))
        }
        try command(API.Enrolments.Set.self, on: &service, key: \.idempotencyKey) { asked in
            SetEnrolment(
                member: asked.member, program: asked.program, step: asked.step,
                weekly: asked.weeklySeconds.map { Seconds($0) },
                days: asked.days, transitionWeeks: asked.transitionWeeks, from: try date(asked.from, "from"),
                dates: StayDates(
                    evaluated: try date(asked.evaluated, "evaluated"), planned: try date(asked.planned, "planned"),
                    recertified: try date(asked.recertified, "recertified")),
                reason: asked.reason)
        } reading: {
            API.Enrolments.Set.Reply(outcome: try outcome($0, $1))
        }
        try command(API.Enrolments.Advance.self, on: &service, key: \.idempotencyKey) { asked in
            AdvanceEnrolment(member: asked.member, from: try date(asked.from, "from"), reason: asked.reason)
        } reading: {
            API.Enrolments.Advance.Reply(outcome: try outcome($0, $1))
        }
        try command(API.Enrolments.Hold.self, on: &service, key: \.idempotencyKey) { asked in
            HoldEnrolment(
                member: asked.member, from: try date(asked.from, "from"), until: try date(asked.until, "until"),
                reason: asked.reason)
        } reading: {
            API.Enrolments.Hold.Reply(outcome: try outcome($0, $1))
        }
        try command(API.Enrolments.Resume.self, on: &service, key: \.idempotencyKey) { asked in
            ResumeEnrolment(
                member: asked.member, hold: try date(asked.hold, "hold"), on: try date(asked.on, "on"))
        } reading: {
            API.Enrolments.Resume.Reply(outcome: try outcome($0, $1))
        }
        try command(API.Enrolments.Reinstate.self, on: &service, key: \.idempotencyKey) { asked in
            ReinstateEnrolment(member: asked.member, reason: asked.reason)
        } reading: {
            API.Enrolments.Reinstate.Reply(outcome: try outcome($0, $1))
        }
        try command(API.Enrolments.Transfer.self, on: &service, key: \.idempotencyKey) { asked in
            TransferMember(
                member: asked.member, to: asked.program, on: try date(asked.on, "on"), groups: asked.groups)
        } reading: {
            API.Enrolments.Transfer.Reply(outcome: try outcome($0, $1))
        }
    }

    func serveWaivers(on service: inout Service) throws {
        try question(API.Enrolments.ListWaivers.self, on: &service) { _, store in
            API.Enrolments.ListWaivers.Reply(waivers: try store.waivers().map(waiver))
        }
        try command(API.Enrolments.AddWaiver.self, on: &service, key: \.idempotencyKey) { asked in
            let weekly = Seconds(asked.weeklySeconds ?? 0)
            let terms = WaiverTerms(weekly: weekly, days: asked.days ?? (weekly == .zero ? 0 : nil))
            return AddWaiver(
                member: asked.member, program: asked.program, from: try date(asked.from, "from"),
                to: try date(asked.to, "to"),
                terms: terms, reason: asked.reason)
        } reading: { answer, store in
            guard let added = try store.waivers().first(where: { $0.waiver == answer.outcome.waiver }) else {
                throw LedgerError.unreadable("a waiver without a row")
            }
            return API.Enrolments.AddWaiver.Reply(waiver: waiver(added))
        }
        try command(API.Enrolments.RemoveWaiver.self, on: &service, key: \.idempotencyKey) { asked in
            RemoveWaiver(asked.waiver, reason: asked.reason)
        } reply: { _ in
            API.Enrolments.RemoveWaiver.Reply()
        }
    }

    private func outcome(_ answer: Answer<EnrolmentOutcome>, _ store: Store) throws -> API.Enrolments.Outcome {
        let outcome = answer.outcome
        guard let stay = try store.enrolments(of: outcome.member).last(where: { $0.admitted == outcome.stay }) else {
            throw LedgerError.unreadable("a stay without a row")
        }
        let set = outcome.level.map { day in stay.levels.last { $0.from == day } } ?? nil
        let later = set.flatMap { set in stay.levels.first { $0.from > set.from } }
        let hold = stay.holds.first { $0.from == outcome.hold }
        return API.Enrolments.Outcome(
            member: outcome.member.rawValue, shortName: answer.cards[outcome.member]?.shortName.reveal() ?? "",
            changed: outcome.changed, state: stay.state(on: today).rawValue,
            level: try set.map { try level($0, store) },
            laterLevel: try later.map { try level($0, store) }, hold: hold.map(interruption),
            holdTakenBack: hold == nil ? outcome.hold?.description : nil,
            evaluated: outcome.dates.evaluated?.description, planned: outcome.dates.planned?.description,
            recertified: outcome.dates.recertified?.description,
            left: outcome.left.map(\.rawValue), waitlisted: outcome.waitlisted.map(\.rawValue))
    }

    private func interruption(_ hold: Hold) -> API.Enrolments.Interruption {
        API.Enrolments.Interruption(
            from: hold.from.description, until: hold.until?.description, reason: hold.reason)
    }

    private func stay(_ stay: Enrolment, _ store: Store) throws -> API.Enrolments.Stay {
        let isOver = stay.state(on: today) == .discharged
        let program = isOver ? nil : try store.program(stay.program(on: today), on: today)
        let next = program.flatMap { stay.nextStep(after: today, of: $0) }
        return API.Enrolments.Stay(
            program: stay.program(on: today).rawValue, state: stay.state(on: today).rawValue,
            admitted: stay.admitted.description, ended: stay.discharged?.description, reason: stay.ending?.rawValue,
            levels: try stay.levels.map { try level($0, store) },
            holds: stay.holds.map(interruption),
            evaluated: stay.dates.evaluated?.description, planned: stay.dates.planned?.description,
            recertified: stay.dates.recertified?.description,
            dues: (program.map(stay.dues) ?? []).sorted { $0.on < $1.on }.map { due in
                API.Enrolments.Due(kind: due.kind.rawValue, on: due.on.description)
            },
            nextStep: try next.map { try level($0, store) }, weeksFromAdmission: stay.weeksFromAdmission)
    }

    private func level(_ level: LevelOfCare, _ store: Store) throws -> API.Enrolments.Level {
        guard let program = try store.program(level.program, on: level.from) ?? store.versions(of: level.program).first
        else { throw LedgerError.unreadable("a level of an unknown program") }
        let gates = Requirement(program, at: level).program.gates
        return API.Enrolments.Level(
            from: level.from.description, program: level.program.rawValue, step: level.step,
            weeklySeconds: gates.weeklyMinimum.count, days: gates.minimumDays, individual: level.isIndividual,
            transitionWeeks: level.transitionWeeks, reason: level.reason)
    }

    private func waiver(_ waiver: Waiver) -> API.Enrolments.Waiver {
        API.Enrolments.Waiver(
            waiver: waiver.waiver, member: waiver.member?.rawValue, program: waiver.program?.rawValue,
            from: waiver.from.description, to: waiver.to.description, weeklySeconds: waiver.terms.weekly.count,
            days: waiver.terms.days, reason: waiver.reason)
    }
}
