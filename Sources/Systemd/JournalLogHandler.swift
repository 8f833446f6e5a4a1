package import Logging

/// swift-log over ``Journal``, for libraries and for lines about the machinery.
///
/// Its messages are free text, so it is not for anything that knows a person: whoever handles members' data uses
/// ``Journal/send(_:_:priority:fields:file:line:function:)``. Metadata under a ``JournalField/Key`` becomes that field,
/// other metadata ends the message as `key=value`.
package struct JournalLogHandler: LogHandler {
    package var metadata: Logger.Metadata = [:]
    package var logLevel: Logger.Level
    private let component: String
    private let journal: Journal

    package init(component: String, level: Logger.Level = .info, journal: Journal) {
        self.component = component
        self.journal = journal
        logLevel = level
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var fields = [JournalField(key: .component, text: component)]
        var message = event.message.description
        let all = metadata.merging(event.metadata ?? [:]) { _, eventsOwn in eventsOwn }
        for (name, value) in all.sorted(by: { $0.key < $1.key }) {
            if let key = JournalField.Key(rawValue: name) {
                fields.append(JournalField(key: key, text: "\(value)"))
            } else {
                message += " \(name)=\(value)"
            }
        }
        if let error = event.error { message += " error=\(error)" }
        journal.write(
            JournalLine(
                priority: event.level.priority, message: message, fields: fields, file: event.file, line: event.line,
                function: event.function))
    }
}

extension Logger.Level {
    fileprivate var priority: JournalPriority {
        switch self {
        case .trace, .debug: .debug
        case .info: .info
        case .notice: .notice
        case .warning: .warning
        case .error: .error
        case .critical: .critical
        }
    }
}
