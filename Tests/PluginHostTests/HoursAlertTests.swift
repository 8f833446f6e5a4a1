import Clinic
import Foundation
import PluginHost
import Testing

@Suite("The shipped plugin hours-alert")
struct HoursAlertTests {
    private static let body = """
        {"kind":"needs_makeup","week":"2026-11-22","program":"iop-adult","effective":"2020-01-01",\
        "requiredSeconds":32400,"creditedSeconds":10800,"possibleSeconds":27900,"missingSeconds":4500,\
        "rule":"weekly-minimum","lost":["evening-iop@2026-11-23"],"addressees":["RK"],\
        "sentence":"9 h a week: 1 h 15 missing"}
        """

    /// The real script, in a folder of the test with options of its own.
    private func host(to address: String, sendmail: String) throws -> TestHost {
        let test = try TestHost()
        try test.install("hours-alert", options: ["to": address, "sendmail": sendmail])
        return test
    }

    private func sendmail(_ test: String, _ script: String) throws -> String {
        let path = NSTemporaryDirectory() + "sendmail-\(UUID().uuidString)"
        try "#!/bin/sh\n\(script)\n".write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return path
    }

    @Test("It mails codes, hours, the rule and what was lost")
    func mails() async throws {
        let program = try sendmail("mails", "cat > mail; echo \"$@\" > arguments")
        defer { try? FileManager.default.removeItem(atPath: program) }
        let test = try host(to: "case.manager@example.org", sendmail: program)
        try await test.start("hours-alert")
        test.send("hours.needs_makeup", body: Self.body)
        #expect(try await test.waitForOutcome("hours-alert").map(\.kind) == [.delivered])
        let mail = try #require(test.state("mail", in: "hours-alert"))
        for part in [
            "To: case.manager@example.org", "Subject: [convened] M1042 needs a make-up: 1 h 15 missing",
            "X-Convened-Event: test-site/1", "Required  9 h 00", "Credited  3 h 00", "Possible  7 h 45",
            "weekly-minimum", "evening-iop@2026-11-23", "convene hours --member M1042", "For RK:",
            "9 h a week: 1 h 15 missing", "convene alerts ack 1",
        ] {
            #expect(mail.contains(part), "\(part) is missing in \(mail)")
        }
        #expect(test.state("arguments", in: "hours-alert") == "-t -oi\n")
        await test.host.stop()
    }

    @Test(
        "Every kind of alert has words of its own, about whom or what it is",
        arguments: AlertKind.allCases.filter { !$0.isAboutHours }.map { ($0.eventType, $0.rawValue) }
            + [("alert.escalated", "late_notice")])
    func everyKind(type: String, kind: String) async throws {
        let program = try sendmail("kinds", "cat > mail")
        defer { try? FileManager.default.removeItem(atPath: program) }
        let test = try host(to: "a@example.org", sendmail: program)
        try await test.start("hours-alert")
        let body = """
            {"kind":"\(kind)","week":"2026-11-22","addressees":["RK"],"alert":77,"to":["SV"],"sentence":"too many"}
            """
        test.send(type, body: body)
        #expect(try await test.waitForOutcome("hours-alert").map(\.kind) == [.delivered])
        let mail = try #require(test.state("mail", in: "hours-alert"))
        let isEscalated = type == "alert.escalated"
        #expect(mail.contains("Subject: [convened] \(isEscalated ? "Unacknowledged: " : "")M1042 "), "\(mail)")
        #expect(mail.contains(isEscalated ? "For SV:" : "For RK:"), "\(mail)")
        #expect(mail.contains("too many"))
        #expect(mail.contains("convene alerts ack \(isEscalated ? 77 : 1)"))
        await test.host.stop()
    }

    @Test(
        "What else waits for somebody of the staff is a sentence with the command that shows it",
        arguments: [
            (
                "reminder.due", #"{"addressees":["RK"],"at":1,"by":"RK","reminder":9}"#,
                "M1042: the time has come that you asked for", "convene remind list M1042"
            ),
            (
                "reminder.checkout_missing", #"{"addressees":["RK"],"plannedEnd":1,"members":["M1042","M1050"]}"#,
                "evening-iop@2026-11-23: it should have ended, and M1042, M1050 are still in",
                "convene session show evening-iop@2026-11-23"
            ),
            (
                "session.unsigned", #"{"addressees":["RK"],"count":1,"next":2}"#,
                "evening-iop@2026-11-23 isn't signed", "convene session sign evening-iop@2026-11-23"
            ),
        ]
            + [
                ("evaluation", "the initial evaluation is due on"),
                ("plan_review", "the treatment plan is to be reviewed by"),
                ("recertification", "recertification is due on"), ("minimum_stay", "the minimum stay is reached on"),
            ].map { kind, words in
                (
                    "enrolment.\(kind)_due",
                    #"{"addressees":["RK"],"kind":"\#(kind)","on":"2026-12-02","program":"iop-adult","stay":"2026-10-03"}"#,
                    "M1042: \(words) 2026-12-02", "convene enrolment show M1042"
                )
            })
    func waits(event: (type: String, body: String, says: String, command: String)) async throws {
        let program = try sendmail("waits", "cat > mail")
        defer { try? FileManager.default.removeItem(atPath: program) }
        let test = try host(to: "a@example.org", sendmail: program)
        try await test.start("hours-alert")
        let isOfSession = event.says.hasPrefix("evening")
        test.send(
            event.type, body: event.body,
            about: isOfSession
                ? Subject(session: SessionName(unchecked: "evening-iop@2026-11-23"))
                : Subject(member: MemberCode(unchecked: "M1042")))
        #expect(try await test.waitForOutcome("hours-alert").map(\.kind) == [.delivered])
        // Long lines go over several in a mail.
        let mail = try #require(test.state("mail", in: "hours-alert")).replacing("=\n", with: "")
        #expect(mail.contains("For RK: \(event.says).\n\nSee '\(event.command)'."), "\(mail)")
        #expect(test.state("told", in: "hours-alert") == nil, "it is no alert that could be cleared")
        await test.host.stop()
    }

    @Test("Without a sendmail or an address it waits for the operator, and says what is missing")
    func waits() async throws {
        for (address, program, word) in [
            ("a@example.org", "/nowhere/sendmail", "no sendmail"), ("", "/bin/cat", "set 'to'"),
        ] {
            let test = try host(to: address, sendmail: program)
            try await test.start("hours-alert")
            test.send("hours.at_risk", body: Self.body.replacingOccurrences(of: "needs_makeup", with: "at_risk"))
            let outcome = try #require(try await test.waitForOutcome("hours-alert").first)
            #expect(outcome.kind == .undeliverable)
            #expect(outcome.reason?.contains(word) == true)
            await test.host.stop()
        }
    }

    @Test("When sendmail fails for now, it is tried again until it goes")
    func triesAgain() async throws {
        let program = try sendmail("again", "echo x >> tries; [ $(wc -l < tries) -ge 3 ] || exit 75; cat > mail")
        defer { try? FileManager.default.removeItem(atPath: program) }
        let test = try host(to: "a@example.org", sendmail: program)
        try await test.start("hours-alert")
        test.send("hours.shortfall", body: Self.body.replacingOccurrences(of: "needs_makeup", with: "shortfall"))
        #expect(try await test.waitForOutcome("hours-alert").map(\.kind) == [.delivered])
        #expect(test.state("tries", in: "hours-alert") == "x\nx\nx\n")
        await test.host.stop()
    }

    @Test("A mail that never goes is tried for about a day, then put aside where it can be seen")
    func givesUp() async throws {
        let program = try sendmail("never", "exit 75")
        defer { try? FileManager.default.removeItem(atPath: program) }
        let test = try host(to: "a@example.org", sendmail: program)
        let start = test.now
        try await test.start("hours-alert")
        test.send("hours.at_risk", body: Self.body.replacingOccurrences(of: "needs_makeup", with: "at_risk"))
        let outcome = try #require(try await test.waitForOutcome("hours-alert").first)
        #expect(outcome.kind == .parked)
        #expect(outcome.reason == "exit status 75")
        #expect((Seconds.hours(23)...Seconds.hours(25)).contains(start.seconds(until: outcome.at)))
        #expect(try await test.host.list().map(\.parked.count) == [1])
        #expect(try await test.host.list().map(\.state) == [.running])
        await test.host.stop()
    }

    // MARK: A real mail server

    private func host(
        _ server: LoopbackServer<KeptMail>, options: [String: String] = [:], lines: [String] = []
    ) throws -> TestHost {
        let test = try TestHost()
        let given = ["to": "all@example.org", "sendmail": try server.sendmail(for: test)]
        try test.install("hours-alert", options: given.merging(options) { $1 }, lines: lines)
        return test
    }

    private static func alert(_ kind: AlertKind, for addressees: String) -> String {
        body.replacingOccurrences(of: "needs_makeup", with: kind.rawValue).replacingOccurrences(
            of: "[\"RK\"]", with: addressees)
    }

    @Test("An alert goes to those whom it is for, once, and they hear too when it is cleared")
    func cleared() async throws {
        let server = try LoopbackServer(refusals: 1)
        let test = try host(server, options: ["to_rk": "rk@example.org", "to_lm": "lm@example.org"])
        try await test.start("hours-alert")
        test.send("hours.at_risk", body: Self.alert(.atRisk, for: "[\"RK\"]"))
        test.send("hours.needs_makeup", body: Self.alert(.needsMakeup, for: "[\"RK\",\"LM\"]"))
        test.send("alert.superseded", body: #"{"alert":1,"by":2}"#)
        test.send("alert.withdrawn", body: #"{"alert":2,"by":77}"#)
        test.send("hours.shortfall", body: Self.alert(.shortfall, for: "[\"SV\"]"))
        #expect(try await test.waitForOutcome("hours-alert", count: 5).allSatisfy { $0.kind == .delivered })
        let mails = try server.kept()
        #expect(
            mails.map { "\($0.to.joined(separator: " ")): \($0.subject.dropFirst(11)) (\($0.event))" } == [
                "rk@example.org: M1042 is at risk: 1 h 15 missing (test-site/1)",
                "lm@example.org: M1042 needs a make-up: 1 h 15 missing (test-site/2)",
                "rk@example.org: M1042 needs a make-up: 1 h 15 missing (test-site/2)",
                "rk@example.org: Cleared: alert 1 about M1042 (test-site/3)",
                "lm@example.org: Cleared: alert 2 about M1042 (test-site/4)",
                "rk@example.org: Cleared: alert 2 about M1042 (test-site/4)",
                "all@example.org: M1042 fell short of the week's hours: 1 h 15 missing (test-site/5)",
            ])
        #expect(mails[3].text.contains("For RK: ") && mails[3].text.contains("Alert 2 has taken its place"))
        #expect(mails[5].text.contains("For LM, RK: ") && mails[5].text.contains("Event 77 has made it wrong"))
        await test.host.stop()
    }

    @Test("An address that is refused keeps nobody else from their mail, and nobody gets one twice")
    func refused() async throws {
        let server = try LoopbackServer(unknown: ["lm@example.org"])
        let people = ["RK", "LM", "SV"]
        let options = people.reduce(into: [:]) { $0["to_" + $1.lowercased()] = $1.lowercased() + "@example.org" }
        let test = try host(server, options: options, lines: ["retries = 3"])
        try await test.start("hours-alert")
        test.send("hours.at_risk", body: Self.alert(.atRisk, for: "[\"LM\",\"RK\",\"SV\"]"))
        test.send("hours.shortfall", body: Self.alert(.shortfall, for: "[\"RK\"]"))
        let outcomes = try await test.waitForOutcome("hours-alert", count: 2)
        #expect(outcomes.map(\.kind) == [.parked, .delivered])
        #expect(outcomes.map(\.attempts) == [4, 1])
        let mails = try server.kept()
        #expect(
            mails.map { "\($0.to.joined(separator: " ")) \($0.event)" } == [
                "rk@example.org test-site/1", "sv@example.org test-site/1", "rk@example.org test-site/2",
            ])
        #expect(test.state("told", in: "hours-alert") == "1 LM RK SV\n2 RK\n")
        #expect(
            test.state("sent", in: "hours-alert") == "test-site/1 rk@example.org\ntest-site/1 sv@example.org\n",
            "what was delivered to all needs no notes")
        await test.host.stop()
    }

    @Test("Mails that hang end within the manifest's time all together, and each is tried")
    func hangs() throws {
        let folder = NSTemporaryDirectory() + "hangs-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let event = """
            {"id":"test-site/1","sequence":1,"type":"hours.at_risk",\
            "data":{"member":"M1042",\(Self.alert(.atRisk, for: "[\"RK\",\"LM\",\"SV\"]").dropFirst())}
            """
        // The real script, in which time passes as it would if every sendmail hung.
        let trial = """
            import io, os, runpy, subprocess, sys, time
            os.environ.update({"CONVENED_STATE": sys.argv[2], "CONVENED_OPTION_TO": "all@example.org",
                               "CONVENED_OPTION_SENDMAIL": "/bin/cat", "CONVENED_OPTION_TO_RK": "rk@example.org",
                               "CONVENED_OPTION_TO_LM": "lm@example.org"})
            passed, mails = 0, []
            time.monotonic = lambda: passed
            def hang(command, input, timeout, check):
                global passed
                passed += timeout
                mails.append(input)
                raise subprocess.TimeoutExpired(command, timeout)
            subprocess.run = hang
            sys.stdin = io.StringIO(sys.argv[3])
            try:
                runpy.run_path(sys.argv[1])
            except SystemExit as end:
                print(end.code, len(mails), 0 < passed < 60)
            """
        let script = TestHost.repository.appendingPathComponent("plugins/hours-alert/hours-alert").path
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = ["-I", "-c", trial, script, folder, event]
        process.standardOutput = output
        try process.run()
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(said == "75 3 True\n")
        let manifest = try String(
            contentsOf: TestHost.repository.appendingPathComponent("plugins/hours-alert/plugin.toml"), encoding: .utf8)
        #expect(manifest.contains("timeout = \"60s\""))
    }

    @Test("With a batch it is one mail to each address, with what is cleared apart from what is to be taken up")
    func digest() async throws {
        let server = try LoopbackServer<KeptMail>()
        let test = try host(
            server, options: ["to_rk": "rk@example.org"], lines: ["batch = { window = \"10h\", max = 1000 }"])
        test.store.add(
            MemberCode(unchecked: "M1042"),
            MemberDetails(
                name: Personal("Ada Pepper"), born: Personal(try #require(LocalDate(text: "1988-04-02"))),
                contacts: Personal([Contact(channel: .email, address: "ada@example.org", consent: true)])))
        test.store.grant([.name, .contact], to: "hours-alert")
        try await test.start("hours-alert")
        for (type, body) in [
            ("hours.at_risk", Self.alert(.atRisk, for: "[\"RK\"]")),
            ("hours.shortfall", Self.alert(.shortfall, for: "[\"RK\"]")),
            ("alert.withdrawn", #"{"alert":1,"by":2}"#),
            ("hours.out_of_reach", Self.alert(.outOfReach, for: "[]")),
        ] {
            test.store.append(type, body: body, recorded: test.now)
        }
        test.host.wake()
        #expect(try await test.waitForOutcome("hours-alert", count: 4).allSatisfy { $0.kind == .delivered })
        let mails = try server.kept()
        #expect(mails.map(\.to) == [["all@example.org"], ["rk@example.org"]])
        #expect(mails.map(\.subject).first == "[convened] M1042 can't reach the week's hours any more: 1 h 15 missing")
        #expect(mails.map(\.subject).last == "[convened] 1 to take up, 1 cleared")
        let text = try #require(mails.last?.text)
        #expect(text.hasPrefix("For RK: M1042 fell short of the week's hours"))
        #expect(text.contains("For RK: Cleared: alert 1 about M1042."))
        #expect(!text.contains("is at risk"))
        let sent = try server.everything()
        for secret in ["Ada", "Pepper", "1988", "ada@"] { #expect(!sent.contains(secret)) }
        await test.host.stop()
    }
}
