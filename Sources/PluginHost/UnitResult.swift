/// What became of a delivery at a plugin that is a service of its own, in the words of the protocol.
package struct UnitResult: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// The script ended with the status `code`.
        case exited
        /// The signal `code` ended it.
        case signalled
        case timedOut = "timed_out"
        /// It couldn't be started; `code` is the errno.
        case notStarted = "not_started"
        /// It asks for it again, after `code` seconds.
        case again
    }

    package let kind: Kind
    package let code: Int
    /// The last line that it wrote.
    package let reason: String?

    package init(_ kind: Kind, code: Int, reason: String?) {
        self.kind = kind
        self.code = code
        self.reason = reason
    }

    init(_ ending: Ending, reason: String?) {
        switch ending {
        case .exited(let status): self.init(.exited, code: Int(status), reason: reason)
        case .signalled(let signal): self.init(.signalled, code: Int(signal), reason: reason)
        case .timedOut, .lost: self.init(.timedOut, code: 0, reason: reason)
        case .notStarted(let error): self.init(.notStarted, code: Int(error), reason: reason)
        case .asksAgain(let after): self.init(.again, code: after, reason: reason)
        }
    }

    var ending: Ending {
        let number = Int32(clamping: code)
        return switch kind {
        case .exited: .exited(number)
        case .signalled: .signalled(number)
        case .timedOut: .timedOut
        case .notStarted: .notStarted(number)
        case .again: .asksAgain(after: min(86_400, max(0, code)))
        }
    }
}
