import CSystemd
import Glibc

/// Where the program's own lines go: to the journal's native protocol under systemd, and to standard error, readable,
/// in the foreground.
package struct Journal: Sendable {
    private let identifier: StaticString
    private let standardError: CInt
    private let isUnderSystemd: Bool

    /// Writes to the journal if standard error is connected to it (`JOURNAL_STREAM` names its device and inode), else
    /// to standard error.
    ///
    /// - Parameters:
    ///   - identifier: What the journal calls the program: `journalctl -t convened`.
    ///   - environment: The process's environment.
    ///   - standardError: The descriptor that stands for standard error.
    package init(identifier: StaticString = "convened", environment: [String: String], standardError: CInt = 2) {
        self.identifier = identifier
        self.standardError = standardError
        isUnderSystemd = isJournal(standardError, stream: environment["JOURNAL_STREAM"])
    }

    /// Writes one line about something that an operator acts on.
    ///
    /// It never fails: what the journal does not take goes to standard error, and what standard error does not take at
    /// once (a full pipe, a stopped terminal) is dropped rather than waited for.
    package func send(
        _ id: MessageID, _ message: LogText, priority: JournalPriority? = nil, fields: [JournalField] = [],
        file: StaticString = #fileID, line: UInt = #line, function: StaticString = #function
    ) {
        write(
            JournalLine(
                priority: priority ?? id.priority, message: message.text, id: id, fields: fields,
                file: file.description, line: line, function: function.description))
    }

    /// Passes on a line that a plugin wrote, as `convened-plugin-NAME`. A priority before it, such as `<3>`, is
    /// honoured; a line without one is information. What the line says is the plugin's affair, which is why a plugin
    /// gets no personal value that it wasn't granted.
    package func relay(
        _ text: String, from plugin: String, file: StaticString = #fileID, line: UInt = #line,
        function: StaticString = #function
    ) {
        var text = Substring(text)
        var priority = JournalPriority.info
        if text.count > 3, text.first == "<", text.dropFirst(2).first == ">",
            let given = text.dropFirst().first?.wholeNumberValue.flatMap(JournalPriority.init(rawValue:))
        {
            priority = given
            text = text.dropFirst(3)
        }
        let entry = JournalLine(
            priority: priority, message: String(text), fields: [JournalField(key: .plugin, text: plugin)],
            file: file.description, line: line, function: function.description)
        write(entry, as: "convened-plugin-\(plugin)")
    }

    func write(_ line: JournalLine) {
        write(line, as: identifier.description)
    }

    private func write(_ line: JournalLine, as identifier: String) {
        if isUnderSystemd, line.nativeFields(identifier: identifier).sendToJournal() { return }
        writeToStandardError(line.readable(at: time(nil)))
    }

    private func writeToStandardError(_ text: String) {
        var ready = pollfd(fd: standardError, events: Int16(POLLOUT), revents: 0)
        guard poll(&ready, 1, 0) == 1, ready.revents == Int16(POLLOUT) else { return }
        // A pipe that is ready takes this much in one piece and without waiting.
        let bytes = text.utf8.prefix(Int(PIPE_BUF) - 1) + [0x0A]
        _ = Glibc.write(standardError, bytes, bytes.count)
    }
}

/// Whether a descriptor is the journal's stream, which systemd names in `JOURNAL_STREAM` as `device:inode`.
private func isJournal(_ descriptor: CInt, stream: String?) -> Bool {
    var status = stat()
    guard let stream, fstat(descriptor, &status) == 0 else { return false }
    return stream == "\(status.st_dev):\(status.st_ino)"
}

extension [String] {
    /// Sends `NAME=value` fields as one entry. The journal's protocol gives lengths, so a value may hold any bytes.
    fileprivate func sendToJournal() -> Bool {
        var bytes = flatMap { $0.utf8 }
        return bytes.withUnsafeMutableBytes { buffer in
            var start = 0
            let vectors = map { field in
                defer { start += field.utf8.count }
                return iovec(iov_base: buffer.baseAddress?.advanced(by: start), iov_len: field.utf8.count)
            }
            return sd_journal_sendv(vectors, CInt(vectors.count)) >= 0
        }
    }
}
