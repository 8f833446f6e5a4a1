import Clinic
import ConvenedAPI
import Engine
import Foundation
import Ledger
import VarlinkServer

extension Desk {
    func serveCorrections(on service: inout Service) throws {
        try command(API.Corrections.Correct.self, on: &service, key: \.idempotencyKey) { asked in
            CorrectAttendance(
                session: asked.session, member: asked.member, came: asked.in, went: asked.out,
                mode: try asked.mode.map { try mode($0) }, walkIn: asked.walkIn ?? false, reason: asked.reason)
        } reply: {
            presenter.correction($0)
        }
        try command(API.Corrections.Review.self, on: &service, key: \.idempotencyKey) { asked in
            guard let state = AttendanceState(rawValue: asked.state), Self.reviews.contains(state) else {
                throw Refusal(
                    .badValue(field: "state"),
                    "an absence is \(Self.reviews.map(\.rawValue).joined(separator: ", "))")
            }
            return ReviewAbsence(session: asked.session, member: asked.member, as: state, reason: asked.reason)
        } reply: {
            presenter.correction($0)
        }
        try command(API.Corrections.NoShow.self, on: &service, key: \.idempotencyKey) { asked in
            MarkNoShow(session: asked.session, member: asked.member, reason: asked.reason)
        } reply: {
            presenter.correction($0)
        }
        try command(API.Corrections.Void.self, on: &service, key: \.idempotencyKey) { asked in
            VoidAttendance(session: asked.session, member: asked.member, reason: asked.reason)
        } reply: {
            presenter.correction($0)
        }
        try command(API.Corrections.CallOut.self, on: &service, key: \.idempotencyKey) { asked in
            CallOut(
                session: asked.session, member: asked.member, withdraws: asked.withdraw ?? false,
                reason: asked.reason)
        } reply: {
            presenter.correction($0)
        }
        try serveHistory(on: &service)
    }

    private static let reviews: [AttendanceState] = [.excused, .unexcused, .lateCancel]

    private func serveHistory(on service: inout Service) throws {
        try question(API.Corrections.History.self, on: &service) { asked, store in
            let session = try engine.session(asked.session, in: store)
            let member = try engine.member(asked.member, in: store)
            let changes = try store.corrections(of: member, at: session.name).compactMap {
                try store.events(after: $0 - 1, limit: 1).first
            }
            return API.Corrections.History.Reply(
                member: member.rawValue, shortName: try store.card(member)?.shortName.reveal() ?? "",
                session: session.name.rawValue,
                now: try store.entry(of: member, at: session).map(presenter.entry),
                changes: changes.map { presenter.change($0, of: member) })
        }
    }
}

extension Presenter {
    fileprivate func correction(_ answer: Answer<CorrectionOutcome>) -> API.Corrections.Outcome {
        let outcome = answer.outcome
        let figures = outcome.week?.figures
        return API.Corrections.Outcome(
            member: outcome.member.rawValue, shortName: answer.cards[outcome.member]?.shortName.reveal() ?? "",
            session: outcome.session.rawValue, groupName: outcome.groupName, before: outcome.before.map(entry),
            after: outcome.after.map(entry), changed: outcome.changed, attendedSeconds: outcome.attended.count,
            creditedSeconds: outcome.credited.count, standing: figures?.standing.rawValue,
            weekCreditedSeconds: figures?.credited.count ?? 0, weekRequiredSeconds: figures?.required.count ?? 0,
            weekMissingSeconds: figures?.missing.count ?? 0)
    }

    fileprivate func entry(_ entry: AttendanceEntry) -> API.Corrections.Entry {
        API.Corrections.Entry(
            state: entry.state.rawValue, origin: entry.origin.rawValue,
            presences: entry.presences.map { presence in
                API.Corrections.Presence(
                    in: time(presence.from), out: presence.to.map(time), mode: presence.mode.rawValue)
            })
    }

    /// What an event changed of what was known of a member; an entry that was only taken back says nothing of it.
    fileprivate func change(_ event: RecordedEvent, of member: MemberCode) -> API.Corrections.Change {
        let body = Data(event.body.utf8)
        let known: (before: AttendanceEntry?, after: AttendanceEntry?, reason: String?)
        if let moved = try? JSONDecoder().decode(Moved.self, from: body) {
            let isFrom = event.subject.member == member
            known = isFrom ? (moved.before, moved.left, moved.reason) : (moved.replaced, moved.after, moved.reason)
        } else {
            let correction = try? JSONDecoder().decode(Correction.self, from: body)
            known = (correction?.before, correction?.after, correction?.reason)
        }
        return API.Corrections.Change(
            event: event.sequence, type: event.type, recordedAt: time(event.recorded), actor: event.actor,
            reason: known.reason, before: known.before.map(entry), after: known.after.map(entry), entry: event.cause)
    }
}
