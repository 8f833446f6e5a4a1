import Clinic
import ConvenedAPI
import Engine
import Ledger
import VarlinkServer

extension Desk {
    /// What changes the course of a session, and sessions beside the schedule.
    func serveSessionCourse(on service: inout Service) throws {
        try command(API.Sessions.Pause.self, on: &service, key: \.idempotencyKey) { asked in
            guard let kind = Pause.Kind(rawValue: asked.kind) else {
                throw Refusal(
                    .badValue(field: "kind"),
                    "treatment is paused for \(Pause.Kind.allCases.map(\.rawValue).joined(separator: " or "))")
            }
            return PauseSession(session: asked.session, kind: kind, at: asked.at, reason: asked.reason)
        } reading: { answer, store in
            API.Sessions.Pause.Reply(session: try session(answer, store))
        }
        try command(API.Sessions.Resume.self, on: &service, key: \.idempotencyKey) { asked in
            ResumeSession(session: asked.session, at: asked.at)
        } reading: { answer, store in
            API.Sessions.Resume.Reply(session: try session(answer, store))
        }
        try command(API.Sessions.Next.self, on: &service, key: \.idempotencyKey) { asked in
            NextPhase(session: asked.session, skipsTurns: asked.skipsTurns ?? false)
        } reading: {
            try courseReply($0, $1)
        }
        try command(API.Sessions.Back.self, on: &service, key: \.idempotencyKey) { asked in
            PreviousPhase(session: asked.session)
        } reading: {
            try courseReply($0, $1)
        }
        try command(API.Sessions.Extend.self, on: &service, key: \.idempotencyKey) { asked in
            ExtendSession(session: asked.session, by: try length(asked.bySeconds, "bySeconds"))
        } reading: { answer, store in
            API.Sessions.Extend.Reply(session: try session(answer, store))
        }
        try command(API.Sessions.Merge.self, on: &service, key: \.idempotencyKey) { asked in
            MergeSessions(session: asked.session, into: asked.into)
        } reading: { answer, store in
            API.Sessions.Merge.Reply(session: try session(answer, store))
        }
        try command(API.Sessions.Reopen.self, on: &service, key: \.idempotencyKey) { asked in
            ReopenSession(session: asked.session, reason: asked.reason)
        } reading: { answer, store in
            API.Sessions.Reopen.Reply(session: try session(answer, store))
        }
        try command(API.Sessions.Add.self, on: &service, key: \.idempotencyKey) { asked in
            try addition(asked)
        } reading: { answer, store in
            API.Sessions.Add.Reply(session: try session(answer, store))
        }
    }

    private func addition(_ asked: API.Sessions.Add.Parameters) throws -> AddSession {
        guard let kind = SessionKind(rawValue: asked.kind) else {
            throw Refusal(
                .badValue(field: "kind"),
                "a session is \(SessionKind.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        guard let time = WallTime(text: asked.at) else {
            throw Refusal(
                .badValue(field: "at"), "the time \(asked.at.prefix(20)) can't be read; write it as 14:00")
        }
        let facilitators = try asked.facilitators.map { text in
            guard let initials = StaffInitials(rawValue: text) else {
                throw Refusal(.badValue(field: "facilitators"), "a facilitator is named by \(StaffInitials.form)")
            }
            return initials
        }
        return AddSession(
            kind: kind, members: asked.members, facilitators: facilitators, on: try date(asked.on, "on"), at: time,
            length: try length(asked.durationSeconds, "durationSeconds"), reason: asked.reason)
    }

    private func length(_ seconds: Int, _ field: String) throws -> Seconds {
        guard (1...86_400).contains(seconds) else {
            throw Refusal(.badValue(field: field), "a length of time here is between a second and a day")
        }
        return Seconds(seconds)
    }

    func serveMakeups(on service: inout Service) throws {
        try question(API.Makeups.Options.self, on: &service) { asked, store in
            let member = try engine.member(asked.member, in: store)
            let date = try date(asked.on, "on") ?? today
            let options = try engine.makeupOptions(for: member, on: date, in: store)
            let individual = try engine.individualMakeup(for: member, on: date, in: store)
            return API.Makeups.Options.Reply(
                member: member.rawValue, shortName: try store.card(member)?.shortName.reveal() ?? "",
                missingSeconds: try engine.record(of: member, on: date, in: store)?.figures.missing.count ?? 0,
                options: options.map(presenter.makeup),
                individualSeconds: individual > .zero ? individual.count : nil)
        }
        try command(API.Makeups.Book.self, on: &service, key: \.idempotencyKey) { asked in
            BookMakeup(member: asked.member, session: asked.session, makesUp: asked.makesUp)
        } reply: { answer in
            let outcome = answer.outcome
            return API.Makeups.Book.Reply(
                member: outcome.member.rawValue, session: outcome.session.rawValue,
                makesUp: outcome.makesUp?.rawValue, standing: outcome.week.figures.standing.rawValue,
                missingSeconds: outcome.week.figures.missing.count)
        }
        try command(API.Makeups.Cancel.self, on: &service, key: \.idempotencyKey) { asked in
            CancelMakeup(member: asked.member, session: asked.session)
        } reply: { answer in
            let outcome = answer.outcome
            return API.Makeups.Cancel.Reply(
                member: outcome.member.rawValue, session: outcome.session.rawValue,
                makesUp: outcome.makesUp?.rawValue, standing: outcome.week.figures.standing.rawValue,
                missingSeconds: outcome.week.figures.missing.count)
        }
    }
}

extension Presenter {
    fileprivate func makeup(_ option: MakeupOption) -> API.Makeups.Option {
        API.Makeups.Option(
            session: option.session.name.rawValue, groupName: option.groupName, kind: option.session.kind.rawValue,
            plannedStart: time(option.session.plannedStart), plannedEnd: time(option.session.plannedEnd),
            lengthSeconds: option.session.length.count, free: option.free)
    }
}
