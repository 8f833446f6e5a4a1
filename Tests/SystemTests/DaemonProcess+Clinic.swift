import Foundation
import Testing

/// What most tests want to find in a clinic. It all comes in through the command line.
extension DaemonProcess {
    /// The group's session of today.
    func session(_ group: String) -> String { "\(group)@\(Noon.today)" }

    func importPrograms(_ names: String...) throws {
        for name in names {
            try succeed(convene("program", "import", "\(Binaries.checkout)/config/programs/\(name).toml"))
        }
    }

    /// Adds a group whose session of today begins in ten minutes and takes three hours, so that it is open at once.
    func addGroup(_ id: String, named name: String, capacity: Int = 500, program: String = "iop-adult") throws {
        try succeed(
            convene(
                "group", "add", id, "--name", name, "--program", program, "--capacity", "\(capacity)", "--meets",
                "\(Noon.weekday) \(Noon.clock(10)) 3h", "--facilitator", "RK", "--lead", "RK"))
        let deadline = Date() + 20
        while Date() < deadline {
            if try convene("session", "list", "--group", id, "--state", "open", "--json").output.contains(id) { return }
        }
        Issue.record("The session of \(id) didn't open itself: \(errors)")
    }

    /// Imports members by the lines of a roster below `code,name,born,email,consent,program,admitted,groups`.
    func importMembers(_ lines: String) throws {
        let header = "code,name,born,email,consent,program,admitted,groups\n"
        try succeed(convene("member", "import", "-", input: header + lines))
    }

    /// Adds a group and members in it who are of one name. Their week asks for more than the group offers, on any day.
    func fill(_ group: String, with members: [String]) throws {
        try importPrograms("iop-adult")
        try addGroup(group, named: "Evening IOP")
        let lines = members.map { "\($0),Zora Testling,1990-01-01,,,iop-adult,2026-01-05,\(group)" }
        try importMembers(lines.joined(separator: "\n"))
    }

    private func succeed(_ run: Run, sourceLocation: SourceLocation = #_sourceLocation) throws {
        try #require(run.status == 0, "\(run.all)", sourceLocation: sourceLocation)
    }
}
