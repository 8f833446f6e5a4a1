/// The exit statuses of `convene`, by the numbers of sysexits.h.
enum ExitStatus: Int32 {
    /// The doctor has found something that needs mending.
    case needsMending = 1
    /// The command line is wrong.
    case usage = 64
    /// The daemon refused what was asked, or a file's content is wrong.
    case badData = 65
    /// A file can't be read.
    case noInput = 66
    /// No daemon answers.
    case unavailable = 69
    /// Somebody's program is wrong.
    case software = 70
    /// A file can't be written.
    case noOutput = 73
    /// The caller's role doesn't allow it.
    case notAllowed = 77
    /// Ctrl-C, or the end of input at a question.
    case interrupted = 130

    /// The status for a Varlink error by its full name.
    init(errorName: String) {
        self =
            switch errorName {
            case "io.convened.Service.NotAllowed", "org.varlink.service.PermissionDenied": .notAllowed
            case "io.convened.Service.Unavailable": .unavailable
            case "io.convened.Service.Internal": .software
            case "org.varlink.service.InterfaceNotFound", "org.varlink.service.MethodNotFound",
                "org.varlink.service.MethodNotImplemented", "org.varlink.service.ExpectedMore",
                "org.varlink.service.ExpectedUpgrade":
                .usage
            default: .badData
            }
    }
}

/// Why a command ends without having done what was asked.
struct Failure: Error, Equatable {
    let status: ExitStatus
    /// What standard error says, as whole sentences.
    let lines: [String]

    init(_ status: ExitStatus, _ lines: String...) {
        self.init(status, lines: lines)
    }

    init(_ status: ExitStatus, lines: [String]) {
        self.status = status
        self.lines = lines
    }
}
