import ConvenedAPI
import Glibc
import Varlink

/// Performs a setup: writes the configuration, waits for the daemon, and makes what isn't there yet. What is there
/// stays as it is, so that it can be run again after whatever stopped it.
final class SetupDesk {
    /// How long a setup that nobody watches waits for the daemon to be started, in seconds.
    private static let patience = 60

    private let file: SiteFile
    private let daemon: Connection
    private let asks: Bool
    private var setup: Setup

    /// - Parameter asks: Whether somebody answers questions; otherwise the answers are there already.
    init(_ setup: Setup, _ file: SiteFile, _ daemon: Connection, asks: Bool) {
        self.setup = setup
        self.file = file
        self.daemon = daemon
        self.asks = asks
    }

    func run() throws {
        if try !isServed() {
            try settleFile()
            try waitForDaemon()
        } else if try isFresh() {
            try settleFile()
            try restartDaemon()
        }
        try saySite()
        try makeProgram()
        try makeGroup()
        Terminal.print([
            "", "That is all. What comes next:", "  convene member import roster.csv --dry-run",
            "  convene staff add RK --role case-manager", "  convene doctor",
        ])
    }

    // MARK: The site

    private func isServed() throws -> Bool {
        do {
            _ = try daemon.call(API.Service.Ping.self, .init())
            return true
        } catch let failure as Failure where failure.status == .unavailable {
            return false
        }
    }

    /// Whether the daemon runs on the configuration as it was installed, and nobody has entered anything.
    private func isFresh() throws -> Bool {
        try file.isStandard && file.state() == .untouched
            && daemon.call(API.Programs.List.self, .init()).programs.isEmpty
            && daemon.call(API.Groups.List.self, .init()).groups.isEmpty
    }

    /// A ledger in which nothing is yet takes on what the configuration says now.
    private func restartDaemon() throws {
        let before = try VarlinkClient(connectingTo: daemon.path, timeout: .seconds(5))
        Terminal.print([
            "Now restart convened, in another terminal or as root:", "  systemctl restart convened.service",
            "Waiting for it…",
        ])
        var waited = 0
        while (try? before.call(API.Service.Ping.self)) != nil {
            guard asks || waited < Self.patience * 2 else { throw late("restarted") }
            waited += 1
            usleep(500_000)
        }
        daemon.disconnect()
        while try !isServed() { usleep(100_000) }
    }

    private func late(_ what: String) -> Failure {
        Failure(
            .unavailable,
            "convened was not \(what) within \(Self.patience) seconds; see to that, and run the same command again: it "
                + "goes on from here.")
    }

    private func saySite() throws {
        let site = try daemon.call(API.Service.Status.self, .init())
        Terminal.print([done("The site is \(site.siteName), in the time zone \(site.zone).")])
        let differs = setup[.site] != site.siteName || setup[.zone] != site.zone
        if !asks && differs {
            Terminal.print([
                "  It was set up before, so the answers about the site aren't used; its name is set in the configuration, "
                    + "and its time zone stays."
            ])
        }
    }

    private func settleFile() throws {
        guard try file.state() != .changed else {
            return Terminal.print([done("\(file.path) is there already and stays as it is.")])
        }
        try ask(Setup.Question.allCases.filter(\.isAboutSite))
        try file.write(setup)
        Terminal.print([done("\(file.path) is written: \(setup[.site]), \(setup[.zone]).")])
    }

    private func waitForDaemon() throws {
        let start =
            file.isStandard
            ? "systemctl enable --now convened.socket convened.service" : "convened --config \(file.path)"
        Terminal.print(["Now start convened, in another terminal or as root:", "  \(start)", "Waiting for it…"])
        var waited = 0
        while try !isServed() {
            guard asks || waited < Self.patience * 2 else { throw late("started") }
            waited += 1
            usleep(500_000)
        }
    }

    // MARK: Program and group

    private func makeProgram() throws {
        let known = try daemon.call(API.Programs.List.self, .init()).programs.map(\.id)
        if !known.isEmpty { Terminal.print([done("Programs there already: \(known.joined(separator: ", ")).")]) }
        if asks {
            if known.isEmpty {
                var table = Table(.init(title: "PROGRAM"), .init(title: "FOR"))
                for program in setup.programs { table.add(.init(program.id), .init(program.title)) }
                Terminal.complain(table.lines(on: Terminal.questions))
            } else {
                try setup.answer(.program, Setup.none)
            }
            try ask([.program])
        }
        guard let wanted = setup.wanted(.program) else { return }
        guard !known.contains(wanted) else { return said("program", wanted) }
        guard let template = SiteFile.programs.first(where: { $0.id == wanted }) else { return }
        _ = try daemon.call(
            API.Programs.Import.self, .init(fileName: "\(wanted).toml", text: template.text, idempotencyKey: nil))
        Terminal.print([done("The program \(wanted) is made: \(template.title).")])
    }

    private func makeGroup() throws {
        let known = try daemon.call(API.Groups.List.self, .init()).groups.map(\.group)
        if !known.isEmpty { Terminal.print([done("Groups there already: \(known.joined(separator: ", ")).")]) }
        if asks {
            if !known.isEmpty { try setup.answer(.group, Setup.none) }
            try ask([.group])
        }
        guard let wanted = setup.wanted(.group) else { return }
        guard !known.contains(wanted) else { return said("group", wanted) }
        if asks { try ask(Setup.Question.allCases.filter(\.isAboutGroup)) }
        let reply = try daemon.call(
            API.Groups.Add.self,
            .init(
                group: wanted, name: setup[.name], label: setup[.label], kind: "group",
                programs: setup.wanted(.program).map { [$0] } ?? [],
                capacity: setup.wanted(.capacity).flatMap(Int.init),
                meetings: Setup.meetings(setup[.meets]) ?? [], facilitators: []))
        Terminal.print([done("The group \(wanted) is made: \(setup[.name]), \(setup[.meets]).")])
        Terminal.print(reply.warnings.map { printable("  Note: \($0)") })
    }

    private func said(_ what: String, _ id: String) {
        Terminal.print([done("The \(what) \(id) is there already and stays as it is.")])
    }

    private func done(_ text: String) -> String { "✓ " + printable(text) }

    /// Asks until each answer can be one; Enter takes what stands in brackets.
    private func ask(_ questions: [Setup.Question]) throws {
        guard asks else { return }
        for question in questions {
            daemon.disconnect()
            while true {
                guard let text = Terminal.ask("\(question.text) [\(printable(setup[question]))]: ") else {
                    throw Failure(.interrupted)
                }
                if trimmed(text[...]).isEmpty { break }
                do {
                    try setup.answer(question, text)
                    break
                } catch {
                    Terminal.complain([error.sentence])
                }
            }
        }
    }
}
