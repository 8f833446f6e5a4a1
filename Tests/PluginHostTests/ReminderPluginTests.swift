import Clinic
import Foundation
import PluginHost
import Testing

@Suite("The shipped plugins session-reminder and late-arrival")
struct ReminderPluginTests {
    /// One of the two, with an event that is of use now and one that isn't any more.
    struct Example: CustomTestStringConvertible {
        let plugin: String
        let type: String
        let body: @Sendable (_ time: Int) -> String
        /// In seconds from now.
        let timely: Int
        let late: Int
        let subject: String
        let text: String
        var testDescription: String { plugin }

        func event(in seconds: Int) -> String { body((Int(Date().timeIntervalSince1970) + seconds) * 1000) }
    }

    static let examples = [
        Example(
            plugin: "session-reminder", type: "reminder.session_soon",
            body: { #"{"begins":\#($0),"date":"2026-11-27","start":"18:00","label":"Evening group"}"# },
            timely: 7200, late: -1, subject: "Reminder: Evening group, 2026-11-27 at 18:00",
            text: "Reminder: Evening group, 2026-11-27 at 18:00.\n"),
        Example(
            plugin: "late-arrival", type: "reminder.member_late",
            body: { #"{"began":\#($0),"start":"18:00","label":"Evening group","addressees":["RK"]}"# },
            timely: -900, late: -3601, subject: "Evening group was to begin at 18:00 and has begun",
            text: "Evening group was to begin at 18:00 and has begun. You are still expected.\n"),
    ]

    private static let member = MemberCode(unchecked: "M1042")
    private static let subject = Subject(
        member: member, session: SessionName(rawValue: "opioid-iop@2026-11-27"),
        group: GroupID(unchecked: "opioid-iop"))

    /// The real script, and a member with these contacts.
    private func host(
        _ example: Example, _ server: LoopbackServer<KeptMail>, contacts: [Contact], options: [String: String] = [:],
        lines: [String] = []
    ) throws -> TestHost {
        let test = try TestHost()
        let given = ["sendmail": try server.sendmail(for: test)]
        try test.install(example.plugin, options: given.merging(options) { $1 }, lines: lines)
        test.store.add(
            Self.member,
            MemberDetails(
                name: Personal("Ada Pepper"), born: Personal(try #require(LocalDate(text: "1988-04-02"))),
                contacts: Personal(contacts)))
        test.store.grant([.contact], to: example.plugin)
        return test
    }

    private static let mail = Contact(channel: .email, address: "ada@example.org", consent: true)
    private static let sms = Contact(channel: .sms, address: "555-0142", consent: true)

    @Test(
        "It mails the group's label and the time to the member, and nothing that tells of treatment",
        arguments: examples)
    func mails(_ example: Example) async throws {
        let server = try LoopbackServer(refusals: 1)
        let test = try host(example, server, contacts: [Self.mail, Self.sms])
        try await test.start(example.plugin)
        test.send(example.type, body: example.event(in: example.timely), about: Self.subject)
        #expect(try await test.waitForOutcome(example.plugin).map(\.kind) == [.delivered])
        #expect(test.store.outcomes(of: example.plugin).map(\.attempts) == [2], "refused for now once")
        let mail = try #require(try server.kept().first)
        #expect(mail.to == ["ada@example.org"])
        #expect(mail.subject == example.subject)
        #expect(mail.text == example.text)
        #expect(mail.event == "test-site/1")
        let sent = try server.everything()
        for secret in ["Ada", "Pepper", "1988", "555-0142", "M1042", "opioid", "RK", "iop"] {
            #expect(!sent.contains(secret), "\(secret) is in \(sent)")
        }
        for line in test.lines(of: example.plugin) { #expect(!line.contains("ada@")) }
        await test.host.stop()
    }

    @Test("Until root has granted the contact, nothing is sent", arguments: examples)
    func waits(_ example: Example) async throws {
        let server = try LoopbackServer<KeptMail>()
        let test = try host(example, server, contacts: [Self.mail])
        test.store.grant([], to: example.plugin)
        try await test.start(example.plugin)
        test.send(example.type, body: example.event(in: example.timely), about: Self.subject)
        let advice = "waiting for grant of member.contact: 'convene plugin grant \(example.plugin) member.contact'"
        for _ in 1...5000 where try await test.host.list().map(\.reason) != [advice] {
            try await Task.sleep(for: .milliseconds(2))
        }
        #expect(try await test.host.list().map(\.reason) == [advice])
        #expect(try server.kept().isEmpty)
        test.store.grant([.contact], to: example.plugin)
        test.host.wake()
        #expect(try await test.waitForOutcome(example.plugin).map(\.kind) == [.delivered])
        #expect(try server.kept().count == 1)
        await test.host.stop()
    }

    @Test(
        "A text message goes through a command that reads number and text, and gets neither as an argument",
        arguments: examples)
    func texts(_ example: Example) async throws {
        let server = try LoopbackServer<KeptMail>()
        let command = NSTemporaryDirectory() + "sms-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: command) }
        try "#!/bin/sh\ncat > sms; echo \"$#\" > arguments\n".write(toFile: command, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: command)
        let test = try host(
            example, server, contacts: [Self.sms, Self.mail], options: ["sms_command": command],
            lines: ["channels = [\"sms\", \"email\"]"])
        try await test.start(example.plugin)
        test.send(example.type, body: example.event(in: example.timely), about: Self.subject)
        #expect(try await test.waitForOutcome(example.plugin).map(\.kind) == [.delivered])
        #expect(test.state("sms", in: example.plugin) == "555-0142\n" + example.text)
        #expect(test.state("arguments", in: example.plugin) == "0\n")
        #expect(try server.kept().isEmpty, "one message is enough")
        await test.host.stop()
    }

    @Test("Who hasn't agreed to be mailed isn't, and what is too late isn't sent", arguments: examples)
    func dropped(_ example: Example) async throws {
        let server = try LoopbackServer<KeptMail>()
        for (contact, time, kind) in [
            (
                Contact(channel: .email, address: "ada@example.org", consent: false), example.timely,
                DeliveryOutcome.Kind.dropped
            ),
            (Self.mail, example.late, DeliveryOutcome.Kind.delivered),
        ] {
            let test = try host(example, server, contacts: [contact, Self.sms])
            try await test.start(example.plugin)
            test.send(example.type, body: example.event(in: time), about: Self.subject)
            #expect(try await test.waitForOutcome(example.plugin).map(\.kind) == [kind])
            let isLate = kind == .delivered
            #expect(test.lines(of: example.plugin).contains { $0.contains("not sent: the session ") } == isLate)
            await test.host.stop()
        }
        #expect(try server.kept().isEmpty)
    }

    @Test("What it can't send by is said to the operator", arguments: examples)
    func misconfigured(_ example: Example) async throws {
        for (contact, options, words) in [
            (Self.mail, ["sendmail": "/nowhere/sendmail"], "there is no sendmail"),
            (Self.sms, [:] as [String: String], "nothing sends by sms: set 'sms_command'"),
        ] {
            let server = try LoopbackServer<KeptMail>()
            let test = try host(
                example, server, contacts: [contact], options: options, lines: ["channels = [\"sms\", \"email\"]"])
            try await test.start(example.plugin)
            test.send(example.type, body: example.event(in: example.timely), about: Self.subject)
            let outcome = try #require(try await test.waitForOutcome(example.plugin).first)
            #expect(outcome.kind == .undeliverable)
            #expect(outcome.reason?.contains(words) == true, "\(outcome.reason ?? "")")
            await test.host.stop()
        }
    }

    @Test("What a mail program prints about an address stays out of the journal", arguments: examples)
    func quiet(_ example: Example) async throws {
        let server = try LoopbackServer<KeptMail>()
        let program = NSTemporaryDirectory() + "prints-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: program) }
        // Not as it stands in the event, so that nobody could take it out.
        let script = "#!/bin/sh\ncat > mail\necho 'no such user: ADA at EXAMPLE.ORG' | tee /dev/stderr\nexit 67\n"
        try script.write(toFile: program, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
        let test = try host(
            example, server, contacts: [Self.mail], options: ["sendmail": program], lines: ["retries = 0"])
        try await test.start(example.plugin)
        test.send(example.type, body: example.event(in: example.timely), about: Self.subject)
        let outcome = try #require(try await test.waitForOutcome(example.plugin).first)
        #expect(outcome.kind == .parked)
        #expect(outcome.reason == "exit status 75: <4>not sent: \(program) ended with status 67")
        #expect(test.lines(of: example.plugin) == ["<4>not sent: \(program) ended with status 67"])
        await test.host.stop()
    }
}
