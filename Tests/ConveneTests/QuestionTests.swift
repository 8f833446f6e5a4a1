import Testing

/// What the command line asks on a terminal, and what it then asks of the daemon.
struct QuestionTests {
    private static let session = """
        {"session":"evening-iop@2026-11-23","group":"evening-iop","groupName":"Evening IOP","label":"Evening group",\
        "kind":"group","date":"2026-11-23","plannedStart":"2026-11-23T18:00:00-05:00",\
        "plannedEnd":"2026-11-23T21:00:00-05:00","state":"STATE","startedAt":"2026-11-23T18:00:00-05:00",\
        "endedAt":"2026-11-23T21:00:00-05:00","expected":1,"present":0,"left":0,"leads":[],"guests":0}
        """

    private static func reply(state: String) -> String {
        "{\"parameters\":{\"session\":\(session.replacing("STATE", with: state))}}"
    }

    private static let late = """
        {"error":"io.convened.Sessions.StartsLate","parameters":{"session":"evening-iop@2026-11-23",\
        "plannedStart":"2026-11-23T18:00:00-05:00","now":"2026-11-23T18:20:11-05:00","message":"Say when it began."}}
        """

    @Test(
        "A late start is asked about, and what is answered is what is recorded",
        arguments: [
            ("1\n", "2026-11-23T18:00:00-05:00"), ("2\n", "2026-11-23T18:20:11-05:00"), ("\n18:10\n", "18:10"),
        ])
    func lateStart(_ example: (typed: String, at: String)) throws {
        let daemon = try FakeDaemon { $0.contains(#""ask":true"#) ? [Self.late] : [Self.reply(state: "running")] }
        defer { daemon.stop() }
        let run = try conveneAtTerminal(["session", "start"], socket: daemon.path, typing: example.typed)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors.contains("was planned for 18:00, and it is 18:20 now"))
        #expect(daemon.calls.last?.contains("\"at\":\"\(example.at)\"") == true)
        #expect(daemon.calls.last?.contains("ask") == false)
    }

    @Test("With --now, with --at and in a pipe nobody is asked", arguments: [["--now"], ["--at", "18:00"], []])
    func noQuestion(arguments: [String]) throws {
        let daemon = try FakeDaemon { $0.contains(#""ask":true"#) ? [Self.late] : [Self.reply(state: "running")] }
        defer { daemon.stop() }
        let words = ["session", "start"] + arguments
        let run =
            try arguments.isEmpty
            ? convene(words, socket: daemon.path) : conveneAtTerminal(words, socket: daemon.path, typing: "")
        #expect(run.status == 0, "\(run.errors)")
        #expect(daemon.calls.count == 1)
    }

    @Test("A session is signed only after a yes, with the summary that was typed", arguments: [true, false])
    func signing(says yes: Bool) throws {
        let shown = """
            {"parameters":{"session":\(Self.session.replacing("STATE", with: "ended")),"attendances":[],\
            "signatures":[],"sentence":"So it was.","caller":"RK"}}
            """
        let daemon = try FakeDaemon { $0.contains("Sessions.Show") ? [shown] : [Self.reply(state: "closed")] }
        defer { daemon.stop() }
        let run = try conveneAtTerminal(
            ["session", "sign"], socket: daemon.path, typing: "Calm.\n\n\(yes ? "y" : "n")\n")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors.contains("So it was. You sign as RK."))
        #expect(daemon.calls.first?.contains(#""toSign":true"#) == true)
        #expect(daemon.calls.count == (yes ? 2 : 1))
        #expect(daemon.calls.last?.contains(#""summary":"Calm.""#) == yes)
        #expect(run.errors.contains("It wasn't signed.") == !yes)
    }
}
