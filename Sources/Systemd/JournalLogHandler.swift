package import Logging

/// swift-log over ``Journal``, for libraries and for lines about the machinery.
///
/// Its messages are free text, so it is not for anything that knows a person: whoever handles members' data uses
/// ``Journal/send(_:_:priority:fields:file:line:function:)``. Metadata under a ``JournalField/Key`` becomes that field,
/// other metadata ends the message as `key=value`. A line is known as ``MessageID/machinery``, or by what the metadata
/// `message` names.
package struct JournalLogHandler: LogHandler {
    package var metadata: Logger.Metadata = [:]
    package var logLevel: Logger.Level
    private let component: String
    private let journal: Journal

    private let ids: [String: MessageID]

    /// - Parameter ids: What a library's metadata `message` stands for.
    package init(
        component: String, level: Logger.Level = .info, journal: Journal, ids: [String: MessageID] = [:]
    ) {
        self.component = component
        self.journal = journal
        self.ids = ids
        logLevel = level
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var fields = [JournalField(key: .component, text: component)]
        var message = event.message.description
        var id = MessageID.machinery
        let all = metadata.merging(event.metadata ?? [:]) { _, eventsOwn in eventsOwn }
        for (name, value) in all.sorted(by: { $0.key < $1.key }) {
            if name == "message", let known = ids["\(value)"] {
                id = known
            } else if let key = JournalField.Key(rawValue: name) {
                fields.append(JournalField(key: key, text: "\(value)"))
            } else {
                message += " \(name)=\(value)"
            }
        }
        if let error = event.error { message += " error=\(error)" }
        journal.write(
            JournalLine(
                priority: id == .machinery ? event.level.priority : id.priority, message: message, id: id,
                fields: fields, file: event.file,
                line: event.line, function: event.function))
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
