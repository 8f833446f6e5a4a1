import Clinic
import Foundation
import PluginHost
import Testing

@Suite("What plugins may know")
struct PrivilegeTests {
    private static let code = MemberCode(unchecked: "M1042")

    /// A host with one member, who has agreed to mail and not to text messages.
    private func host() throws -> TestHost {
        let test = try TestHost()
        test.store.add(
            Self.code,
            MemberDetails(
                name: Personal("Ada \"Quill\" Pepper"), born: Personal(try #require(LocalDate(text: "1988-04-02"))),
                contacts: Personal([
                    Contact(channel: .email, address: "ada@example.org", consent: true),
                    Contact(channel: .sms, address: "555-0142", consent: false),
                ])))
        return test
    }

    private func personal(_ test: TestHost, _ plugin: String) throws -> [String: Any]? {
        let text = try #require(test.state("event", in: plugin))
        let event = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        return (event["data"] as? [String: Any])?["personal"] as? [String: Any]
    }

    private func waitForState(_ state: PluginStatus.State, _ test: TestHost) async throws {
        for _ in 1...5000 {
            if try await test.host.list().map(\.state) == [state] { return }
            try await Task.sleep(for: .milliseconds(2))
        }
        Issue.record("no plugin is \(state)")
    }

    @Test("A plugin that asks for something personal gets nothing until all of it is granted")
    func waits() async throws {
        let test = try host()
        try test.write("knows", "cat > event", extra: "fields = [\"member.name\", \"member.contact\"]")
        try await test.start("knows")
        test.send("test.happened")
        test.store.grant([.name], to: "knows")
        test.host.wake()
        try await waitForState(.waiting, test)
        let advice = "waiting for grant of member.contact: 'convene plugin grant knows member.contact'"
        for _ in 1...5000 where try await test.host.list().map(\.reason) != [advice] {
            try await Task.sleep(for: .milliseconds(2))
        }
        #expect(try await test.host.list().map(\.reason) == [advice])
        #expect(test.store.outcomes(of: "knows").isEmpty)
        test.store.grant([.name, .contact], to: "knows")
        test.host.wake()
        #expect(try await test.waitForOutcome("knows").map(\.kind) == [.delivered])
        let personal = try #require(try personal(test, "knows"))
        #expect(personal["name"] as? String == "Ada \"Quill\" Pepper")
        #expect(personal["born"] == nil)
        #expect(personal["contacts"] as? [[String: String]] == [["channel": "email", "address": "ada@example.org"]])
        test.store.grant([.name], to: "knows")
        test.send("test.again")
        try await waitForState(.waiting, test)
        #expect(test.store.outcomes(of: "knows").count == 1)
        await test.host.stop()
    }

    @Test("A plugin that asks for nothing is told nothing, whatever it is granted")
    func nothing() async throws {
        let test = try host()
        test.store.grant([.name, .born, .contact], to: "modest")
        try test.write("modest", "cat > event")
        try await test.start("modest")
        test.send("test.happened")
        _ = try await test.waitForOutcome("modest")
        #expect(try personal(test, "modest") == nil)
        #expect(try #require(test.state("event", in: "modest")).contains("Ada") == false)
        await test.host.stop()
    }

    @Test(
        "Without consent for its channel a delivery is dropped with its reason, and the next one goes on",
        arguments: ["oneshot", "stream"])
    func consent(mode: String) async throws {
        let test = try host()
        test.store.grant([.contact], to: "texts")
        let stream = """
            import json, sys
            for line in sys.stdin:
                open("heard", "a").write(line)
                print(json.dumps({"ack": json.loads(line)["id"]}), flush=True)
            """
        try test.write(
            "texts", mode == "oneshot" ? "cat >> heard" : stream,
            extra: "fields = [\"member.contact\"]\nchannels = [\"sms\", \"phone\"]\nmode = \"\(mode)\"",
            interpreter: mode == "oneshot" ? "/bin/sh" : "/usr/bin/python3 -I")
        try await test.start("texts")
        test.send("test.happened")
        test.send("test.happened", about: Subject())
        let outcomes = try await test.waitForOutcome("texts", count: 2)
        #expect(outcomes.map(\.kind) == [.dropped, .delivered])
        #expect(outcomes.first?.reason == "no contact with recorded consent for sms or phone")
        #expect(test.state("heard", in: "texts")?.contains("555-0142") == false)
        #expect(try await test.host.list().map(\.progress.cursor) == [2])
        #expect(try await test.host.list().map(\.progress.dropped) == [1])
        await test.host.stop()
    }

    @Test("What a plugin writes of a member reaches neither the journal nor the ledger")
    func redacted() async throws {
        let test = try host()
        test.store.grant([.name, .born, .contact], to: "talks")
        try test.write(
            "talks", "cat; echo 'no Pepper, born 1988-04-02, at ada@example.org'; exit 1",
            extra: "retries = 0\nfields = [\"member.name\", \"member.born\", \"member.contact\"]")
        try await test.start("talks")
        test.send("test.happened")
        let reason = try #require(try await test.waitForOutcome("talks").first?.reason)
        #expect(reason == "exit status 1: no ‹personal›, born ‹personal›, at ‹personal›")
        #expect(!test.lines(of: "talks").isEmpty)
        for line in test.lines(of: "talks") {
            for secret in ["Ada ", "Pepper", "1988", "ada@", "555-0142"] { #expect(!line.contains(secret), "\(line)") }
        }
        await test.host.stop()
    }

    @Test("A secret is a file that systemd has put there, and without it the plugin waits")
    func secrets() async throws {
        let test = try host()
        try test.write(
            "signs", "cat \"$CONVENED_SECRET_HMAC_KEY\" > key; env > environment", extra: "secrets = [\"hmac_key\"]")
        try await test.start("signs")
        test.send("test.happened")
        try await waitForState(.waiting, test)
        #expect(try await test.host.list().first?.reason?.contains("LoadCredential=signs.hmac_key:PATH") == true)
        try FileManager.default.createDirectory(
            atPath: test.folder + "/credentials", withIntermediateDirectories: true)
        try Data("s3cret".utf8).write(to: URL(fileURLWithPath: test.folder + "/credentials/signs.hmac_key"))
        test.host.wake()
        _ = try await test.waitForOutcome("signs")
        #expect(test.state("key", in: "signs") == "s3cret")
        #expect(test.state("environment", in: "signs")?.contains("s3cret") == false)
        await test.host.stop()
    }

    @Test("A plugin that may ask for something inherits a connection, others don't", arguments: [true, false])
    func connection(isAllowed: Bool) async throws {
        var ends: [Int32] = [0, 0]
        #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
        let (end, greeting) = (ends[1], Array("hello".utf8))
        #expect(write(ends[0], greeting, greeting.count) == greeting.count)
        let test = try TestHost(connect: { name in name == "asks" ? dup(end) : nil })
        let script = "echo \"$CONVENED_CONNECTION\" > number; head -c 5 <&4 > heard"
        try test.write("asks", script, extra: isAllowed ? "may = [\"alerts.read\"]" : "retries = 0")
        try await test.start("asks")
        test.send("test.happened")
        _ = try await test.waitForOutcome("asks")
        #expect(test.state("number", in: "asks") == (isAllowed ? "4\n" : "\n"))
        #expect((test.state("heard", in: "asks") ?? "") == (isAllowed ? "hello" : ""))
        await test.host.stop()
        for end in ends { close(end) }
    }
}
