import Clinic
import Glibc
import PluginHost
import Systemd

/// Says in the journal what happens to plugins, and passes on what they write.
struct PluginWatch: Sendable {
    private static let alertTypes = Set(AlertKind.allCases.map(\.eventType))

    let journal: Journal
    let denials: Denials

    func hear(_ notice: PluginNotice) {
        switch notice {
        case .started(let plugin):
            journal.send(.pluginStarted, "plugin \(name(plugin)) runs", fields: [field(plugin)])
        case .delivered:
            break
        case .failed(let plugin, let event, let attempt, _):
            journal.send(
                .pluginFailed,
                "plugin \(name(plugin)) failed at event \(event.sequence), attempt \(attempt); it will be tried again",
                fields: fields(plugin, event))
        case .parked(let plugin, let event, _):
            journal.send(
                .deliveryParked, "event \(event.sequence) is parked: plugin \(name(plugin)) failed at it too often",
                fields: fields(plugin, event))
            sayUndelivered(plugin, event)
        case .stopped(let plugin, let event):
            journal.send(
                .pluginStopped, "plugin \(name(plugin)) stopped: its configuration is wrong; mend it, then enable it",
                fields: fields(plugin, event))
            sayUndelivered(plugin, event)
        case .refused(let plugin, let reason):
            journal.send(
                .pluginStopped, "plugin \(name(plugin)) is refused: \(name(reason))", fields: [field(plugin)])
        case .removed(let plugin):
            journal.send(.pluginOperated, "plugin \(name(plugin)) is gone", fields: [field(plugin)])
        case .unwatched:
            journal.send(
                .limitReached, "the plugins' folders can't be watched; 'convene plugin reload' looks at them",
                priority: .warning)
        case .protocolErrors(let plugin, let told, let count):
            for what in told {
                journal.send(
                    .pluginFailed, "plugin \(name(plugin)) breaks the protocol: \(name(what))",
                    fields: [field(plugin)])
            }
            if count > told.count {
                journal.send(
                    .pluginFailed, "plugin \(name(plugin)) broke the protocol \(count) times",
                    fields: [field(plugin), JournalField(.count, count)])
            }
        case .circuitOpened(let plugin, let reason, let count):
            journal.send(
                .pluginStopped,
                "plugin \(name(plugin)) \(name(reason)); it is tried again in 10 minutes",
                fields: [field(plugin), JournalField(.count, count)])
        case .dropped(let plugin, let event, let reason):
            journal.send(
                .deliveryDropped, "plugin \(name(plugin)) isn't given event \(event.sequence): \(name(reason))",
                fields: fields(plugin, event))
        case .refusedCall(let plugin, let method):
            denials.note(method, by: plugin)
        case .leftBehind(let plugin):
            journal.send(
                .pluginFailed, "plugin \(name(plugin)) has left processes behind that don't end",
                fields: [field(plugin)])
        case .said(let plugin, let line):
            journal.relay(line, from: plugin)
        case .storeFailed(let plugin):
            journal.send(
                .pluginFailed, "plugin \(name(plugin)) waits: the ledger can't be read", fields: [field(plugin)])
        }
    }

    private func sayUndelivered(_ plugin: String, _ event: RecordedEvent) {
        guard Self.alertTypes.contains(event.type) else { return }
        var fields = fields(plugin, event) + [JournalField(.alert, event.sequence)]
        if let member = event.subject.member { fields.append(JournalField(.member, member)) }
        journal.send(
            .alertUndelivered,
            "alert \(event.sequence) about \(LedgerWord.subject(of: event)) is undelivered; 'convene alerts' says why",
            fields: fields)
    }

    /// A plugin's name, and what is wrong with its files, are the administrator's own words.
    private func name(_ text: String) -> LedgerWord { LedgerWord(journalText: text) }

    private func field(_ plugin: String) -> JournalField { JournalField(.plugin, name(plugin)) }

    private func fields(_ plugin: String, _ event: RecordedEvent) -> [JournalField] {
        [field(plugin), JournalField(.sequence, event.sequence), JournalField(.event, LedgerWord.type(of: event))]
    }
}
