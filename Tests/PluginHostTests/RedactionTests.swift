import Clinic
import Foundation
import Synchronization
import Testing

@testable import PluginHost

@Suite("What a plugin writes of members")
struct RedactionTests {
    private static let people = [("M1042", "Ada Pepper", "1988-04-02"), ("M1043", "Zora Quillfeather", "1990-02-28")]
    private static let secrets = [
        "Ada", "Pepper", "1988-04-02", "m1042@", "Zora", "Quillfeather", "1990-02-28", "m1043@",
    ]
    private static let fields = "fields = [\"member.name\", \"member.born\", \"member.contact\"]\n"
    /// Tells at each event of all whom it has ever been told of, and answers it in stream mode.
    private static let gossip = """
        import json, sys
        known = []
        for line in sys.stdin:
            event = json.loads(line)
            known.append(json.dumps(event["data"]["personal"]))
            print("heard of", *known, file=sys.stderr, flush=True)
            print(json.dumps({"ack": event["id"]}), flush=True)
        """

    private func host(_ plugin: String) throws -> TestHost {
        let test = try TestHost()
        for (code, name, born) in Self.people {
            let address = Contact(channel: .email, address: "\(code.lowercased())@example.org", consent: true)
            test.store.add(
                MemberCode(unchecked: code),
                MemberDetails(
                    name: Personal(name), born: Personal(try #require(LocalDate(text: born))),
                    contacts: Personal([address])))
        }
        test.store.grant([.name, .born, .contact], to: plugin)
        return test
    }

    private func write(_ test: TestHost, _ plugin: String, _ mode: String, extra: String) throws {
        try test.write(
            plugin, mode == "stream" ? Self.gossip : "echo \"heard of $(cat)\"; exit 1",
            extra: Self.fields + "mode = \"\(mode)\"\n" + extra,
            interpreter: mode == "stream" ? "/usr/bin/python3 -I" : "/bin/sh")
    }

    private func expectNothingPersonal(in lines: [String], count: Int) {
        #expect(lines.filter { $0.contains("heard of") && $0.contains("‹personal›") }.count == count, "\(lines)")
        for line in lines { for secret in Self.secrets { #expect(!line.contains(secret), "\(line)") } }
    }

    @Test("A process that is given many events may tell at a later one what it was told before")
    func remembers() async throws {
        let test = try host("gossip")
        try write(test, "gossip", "stream", extra: "")
        try await test.start("gossip")
        for (index, person) in Self.people.enumerated() {
            test.send("test.happened", about: Subject(member: MemberCode(unchecked: person.0)))
            _ = try await test.waitForOutcome("gossip", count: index + 1)
        }
        try await test.wait { $0.lines(of: "gossip").count == 2 }
        expectNothingPersonal(in: test.lines(of: "gossip"), count: 2)
        await test.host.stop()
    }

    @Test("A service of its own writes no more than what the daemon starts", arguments: ["oneshot", "stream"])
    func services(mode: String) async throws {
        let test = try host("service")
        try write(test, "service", mode, extra: "class = \"unit\"\n")
        await test.host.start()
        test.host.take(of: "service") { _ in }?()
        try await test.start("service")
        let heard = Mutex<[String]>([])
        let service = try LocalPlugin(
            "service", in: [test.folder + "/plugins"], environment: test.host.environment
        ) { line in heard.withLock { $0.append(line) } }
        for (code, _, _) in Self.people {
            test.send("test.happened", about: Subject(member: MemberCode(unchecked: code)))
            let delivery = await withCheckedContinuation { continuation in
                let leave = test.host.take(of: "service") { continuation.resume(returning: $0) }
                if leave == nil { continuation.resume(returning: nil) }
            }
            let taken = try #require(delivery)
            // In a test the time that a service has is over at once.
            #expect(test.host.settle(taken.number, of: "service", UnitResult(.exited, code: 0, reason: nil)))
            let run = await service.run(taken.input, id: taken.id)
            #expect(run.result.kind == .exited && run.result.code == (mode == "stream" ? 0 : 1))
            if mode == "oneshot" { expectNothingPersonal(in: [run.result.reason ?? ""], count: 1) }
        }
        await service.stop()
        expectNothingPersonal(in: heard.withLock { $0 }, count: 2)
        await test.host.stop()
    }

    @Test("What a service was answered over its connection counts too, and every event of a batch")
    func answered() {
        let confidences = Confidences()
        confidences.add(names: ["Ada Pepper"], others: ["1988-04-02"])
        let batch = [
            #"{"data":{}}"#, #"{"data":{"personal":{"name":"Zo Quill"}}}"#,
            #"{"data":{"personal":{"born":"1990-02-28"}}}"#,
        ].joined(separator: ",")
        let redact = Redaction(Redaction.secrets(in: "[\(batch)]"), confidences)
        #expect(
            redact("Pepper of 1988-04-02, Quill of 1990-02-28, M7")
                == "‹personal› of ‹personal›, ‹personal› of ‹personal›, M7")
        #expect(Redaction.secrets(in: "no JSON").isEmpty)
    }
}
