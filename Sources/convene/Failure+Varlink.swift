import ConvenedAPI
import Varlink

extension Failure {
    /// What an error of the connection comes to.
    init(_ error: VarlinkClientError, path: String) {
        switch error {
        case .noSocket, .refused:
            self.init(
                .unavailable,
                "convened isn't answering at \(path): start it with 'systemctl start convened', "
                    + "or try 'convened --sample DIR'.")
        case .denied:

            self.init(
                .notAllowed,
                "You may not use \(path), which is for its group: as root, 'usermod -aG "
                    + "\(Machine.socket(path).group),convened-facilitator NAME' lets the account NAME run sessions; then "
                    + "log in again.")
        case .closed, .timedOut, .system: self.init(.unavailable, error.description)
        case .pathTooLong: self.init(.usage, error.description)
        case .failed(let refusal): self.init(refusal, asJSON: false)
        case .malformedReply, .notEncodable, .unexpectedReply: self.init(.software, error.description)
        }
    }

    /// What a refusal comes to: its status, and what standard error says about it.
    init(_ refusal: VarlinkFailure, asJSON: Bool) {
        self.init(ExitStatus(errorName: refusal.name), lines: asJSON ? [refusal.json] : refusal.lines)
    }

    /// What a refusal comes to for somebody who speaks the protocol: the error's name and parameters.
    init(naming refusal: VarlinkFailure) {
        self.init(ExitStatus(errorName: refusal.name), printable(refusal.nameAndParameters))
    }

}

/// The refusals of a command that does several things: each is said at once, and the first one's status is the
/// command's in the end.
struct Refusals {
    let asJSON: Bool
    private var status: ExitStatus?

    init(asJSON: Bool) {
        self.asJSON = asJSON
    }

    mutating func say(_ refusal: VarlinkFailure) {
        let failure = Failure(refusal, asJSON: asJSON)
        Terminal.complain(failure.lines)
        status = status ?? failure.status
    }

    /// Fails if anything was refused.
    func finish() throws(Failure) {
        if let status { throw Failure(status) }
    }
}

extension VarlinkFailure {
    /// The refusal in one line of JSON.
    var json: String {
        String(decoding: JSON.object(["error": .string(name), "parameters": .object(parameters)]).bytes, as: UTF8.self)
    }

    /// The refusal as whole sentences, with what helps to try again. An error without a sentence is said by its name
    /// and parameters.
    var lines: [String] {
        let details =
            switch name {
            case API.Members.NoSuchMember.name: nearest
            case API.Members.AmbiguousMember.name: matches
            case API.Sessions.Ambiguous.name: choices
            case API.Members.Refused.name, API.Programs.Refused.name: problems
            case API.Agendas.Refused.name: decode(as: API.Agendas.Refused.self)?.problems.map { "  \($0)" } ?? []
            default: [String]()
            }
        return ([message ?? nameAndParameters] + details).map(printable)
    }

    fileprivate var nameAndParameters: String {
        "\(name) \(String(decoding: JSON.object(parameters).bytes, as: UTF8.self))"
    }

    private var nearest: [String] {
        guard let codes = decode(as: API.Members.NoSuchMember.self)?.nearest, let first = codes.first else { return [] }
        if message?.contains(first) == true { return [] }
        return ["Nearest: \(codes.joined(separator: ", "))"]
    }

    private var matches: [String] {
        let matches = decode(as: API.Members.AmbiguousMember.self)?.matches ?? []
        return matches.map { "  \($0.code)  \($0.shortName), born \($0.born)" }
    }

    private var choices: [String] {
        let sessions = decode(as: API.Sessions.Ambiguous.self)?.sessions ?? []
        return sessions.map { "  \($0.session)  \($0.phrase)" }
    }

    private var problems: [String] {
        let problems =
            decode(as: API.Members.Refused.self)?.problems ?? decode(as: API.Programs.Refused.self)?.problems ?? []
        return problems.map { $0.line > 0 ? "  line \($0.line): \($0.reason)" : "  \($0.reason)" }
    }
}

extension API.Sessions.Choice {
    /// `Evening IOP, 18:00`
    var phrase: String { "\(groupName), \(clock(plannedStart))" }
}
