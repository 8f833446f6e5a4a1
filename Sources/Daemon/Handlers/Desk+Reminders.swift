import Clinic
import ConvenedAPI
import Engine
import Ledger
import VarlinkServer

extension Desk {
    func serveReminders(on service: inout Service) throws {
        try question(API.Reminders.List.self, on: &service) { asked, peer, store in
            let member = try asked.member.map { try engine.member($0, in: store) }
            let caller = roles.caller(peer)
            return API.Reminders.List.Reply(
                reminders: try store.reminders(about: member).compactMap { record in
                    let isOwn = record.actor == caller.actor
                    if peer.label != nil, !isOwn { return nil }
                    let isReadable = try isOwn && !roles.isShared(peer) || isReader(peer, of: record.member, store)
                    return API.Reminders.Reminder(
                        reminder: record.reminder, member: record.member.rawValue,
                        at: presenter.time(record.scheduled.at), told: presenter.time(engine.told(record)),
                        by: record.author, about: isReadable ? record.scheduled.about?.reveal() : nil)
                })
        }
        try command(API.Reminders.Schedule.self, on: &service, key: \.idempotencyKey) { asked, peer in
            ScheduleReminder(
                member: asked.member, at: asked.at, about: Personal(asked.about),
                account: peer.label == nil ? Roles.account(peer.uid) : nil)
        } reading: { answer, _ in
            API.Reminders.Schedule.Reply(
                reminder: answer.outcome.reminder, member: answer.outcome.member.rawValue,
                at: presenter.time(answer.outcome.at), told: presenter.time(answer.outcome.told))
        }
        try command(API.Reminders.Cancel.self, on: &service, key: \.idempotencyKey) { asked in
            CancelReminder(asked.reminder)
        } reply: { answer in
            API.Reminders.Cancel.Reply(member: answer.outcome.member.rawValue)
        }
    }
}
