import Glibc

/// One line on its way to the journal or to standard error.
struct JournalLine {
    var priority: JournalPriority
    var message: String
    var id: MessageID?
    var fields: [JournalField]
    var file: String
    var line: UInt
    var function: String

    /// The entry as the journal's native protocol wants it: `NAME=value`.
    func nativeFields(identifier: some CustomStringConvertible) -> [String] {
        var entry = [
            "MESSAGE=\(message)", "PRIORITY=\(priority.rawValue)", "SYSLOG_IDENTIFIER=\(identifier)",
            "CODE_FILE=\(file)", "CODE_LINE=\(line)", "CODE_FUNC=\(function)",
        ]
        if let id { entry.append("MESSAGE_ID=\(id.rawValue)") }
        return entry + fields.map { "\($0.key.journalName)=\($0.value)" }
    }

    /// `hh:mm:ss level message key=value`, in the local time of the machine.
    func readable(at now: time_t) -> String {
        var now = now
        var local = tm()
        localtime_r(&now, &local)
        let clock = [local.tm_hour, local.tm_min, local.tm_sec].map { $0 < 10 ? "0\($0)" : "\($0)" }
        let words = [clock.joined(separator: ":"), "\(priority)", message]
        return (words + fields.map { "\($0.key.rawValue)=\($0.value)" }).joined(separator: " ").onOneLine
    }
}
