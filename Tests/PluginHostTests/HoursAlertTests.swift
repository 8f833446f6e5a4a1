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
        let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "../../plugins/hours-alert"
        ).standardized
        let copy = URL(fileURLWithPath: test.folder + "/plugins/hours-alert")
        try FileManager.default.copyItem(at: source, to: copy)
        let manifest = copy.appendingPathComponent("plugin.toml")
        let text = try String(contentsOf: manifest, encoding: .utf8)
            .replacingOccurrences(of: "to = \"\"", with: "to = \"\(address)\"")
            .replacingOccurrences(of: "sendmail = \"\"", with: "sendmail = \"\(sendmail)\"")
        try text.write(to: manifest, atomically: true, encoding: .utf8)
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
}
