import Clinic
import Crypto
import Foundation
import PluginHost
import Testing

@Suite("The shipped plugin webhook")
struct WebhookTests {
    private static let key = "correct horse battery staple"

    /// The real script, with a key and an address.
    private func host(url: String, key: String = WebhookTests.key, options: [String: String] = [:]) throws -> TestHost {
        let test = try TestHost()
        try test.install("webhook", options: options.merging(["url": url]) { $1 })
        try test.give("webhook", secret: "hmac_key", key)
        return test
    }

    private func url(_ server: LoopbackServer<KeptRequest>) -> String {
        "http://127.0.0.1:\(server.port)/hook?room=7"
    }

    /// The signature as whoever receives the request works it out.
    private func signature(of body: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Data(body.utf8), using: SymmetricKey(data: Data(Self.key.utf8)))
        return "sha256=" + code.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }

    @Test("It posts the event, signed, with a key against duplicates and a sentence for people")
    func posts() async throws {
        let server = try LoopbackServer(answers: ["204"])
        // White space around a key, such as the end of its line, isn't part of it.
        let test = try host(url: url(server), key: Self.key + "\n")
        try await test.start("webhook")
        test.send("hours.at_risk", body: #"{"kind":"at_risk","sentence":"10 min missing – übrigens"}"#)
        #expect(try await test.waitForOutcome("webhook").map(\.kind) == [.delivered])
        let request = try #require(try server.kept().first)
        #expect(request.method == "POST")
        #expect(request.path == "/hook?room=7")
        #expect(request.headers["content-type"] == "application/json")
        #expect(request.headers["idempotency-key"] == "test-site/1")
        #expect(request.headers["x-convened-event"] == "hours.at_risk")
        #expect(request.headers["x-convened-signature"] == signature(of: request.body))
        #expect(request.headers["x-convened-signature"] != signature(of: request.body + " "))
        let body = try #require(
            try JSONSerialization.jsonObject(with: Data(request.body.utf8)) as? [String: Any])
        #expect(body["id"] as? String == "test-site/1")
        #expect(body["type"] as? String == "hours.at_risk")
        #expect(body["text"] as? String == "convened: hours.at_risk about M1042, event 1.")
        let data = try #require(body["data"] as? [String: Any])
        #expect(data["member"] as? String == "M1042")
        #expect(data["sentence"] as? String == "10 min missing – übrigens")
        await test.host.stop()
    }

    @Test("A receiver that fails, hangs and recovers gets the same bytes each time, and the events in order")
    func recovers() async throws {
        let server = try LoopbackServer(answers: ["500", "hang", "close", "429", "503", "200"])
        let test = try host(url: url(server), options: ["timeout": "1"])
        try await test.start("webhook")
        test.send("hours.shortfall", body: #"{"kind":"shortfall"}"#)
        test.send("alert.withdrawn", body: #"{"alert":1,"by":2}"#)
        #expect(try await test.waitForOutcome("webhook", count: 2).map(\.kind) == [.delivered, .delivered])
        #expect(test.store.outcomes(of: "webhook").map(\.attempts) == [6, 1])
        let requests = try server.kept()
        let keys = requests.map { $0.headers["idempotency-key"] }
        #expect(keys == Array(repeating: "test-site/1", count: 6) + ["test-site/2"])
        #expect(Set(requests.prefix(6).map(\.body)).count == 1)
        for request in requests {
            #expect(request.headers["x-convened-signature"] == signature(of: request.body))
        }
        let said = test.lines(of: "webhook")
        for words in ["answered 500", "answered 429", "answered 503", "TimeoutError", "RemoteDisconnected"] {
            #expect(said.contains { $0.contains(words) }, "\(words) is missing in \(said)")
        }
        await test.host.stop()
    }

    @Test("An event that the receiver refuses is reported and parked after some hours, and the next one goes on")
    func refused() async throws {
        let server = try LoopbackServer(answers: Array(repeating: "422", count: 17) + ["200"])
        let test = try host(url: url(server))
        let start = test.now
        try await test.start("webhook")
        test.send("hours.at_risk")
        test.send("hours.shortfall")
        let outcomes = try await test.waitForOutcome("webhook", count: 2)
        #expect(outcomes.map(\.kind) == [.parked, .delivered])
        #expect(outcomes.first?.reason == "exit status 1: <3>127.0.0.1 refused event 1 with 422")
        let parked = try #require(outcomes.first)
        #expect((Seconds.hours(3)...Seconds.hours(5)).contains(start.seconds(until: parked.at)))
        #expect(try await test.host.list().map(\.parked.count) == [1])
        await test.host.stop()
    }

    @Test(
        "A wrong address or key stops it at once, no redirection is followed, and mended it goes on with the same event",
        arguments: ["302", "307", "401", "403", "404", "410"])
    func wrongAddress(status: String) async throws {
        let server = try LoopbackServer(answers: [status, "200"])
        let test = try host(url: url(server))
        try await test.start("webhook")
        test.send("hours.at_risk")
        let outcome = try #require(try await test.waitForOutcome("webhook").first)
        #expect(outcome.kind == .undeliverable)
        #expect(outcome.reason?.contains("127.0.0.1 answered \(status): see to 'url' and the key") == true)
        #expect(try server.kept().map(\.path) == ["/hook?room=7"])
        #expect(try await test.host.enable("webhook", operation: 2))
        #expect(try await test.waitForOutcome("webhook", count: 2).map(\.kind) == [.undeliverable, .delivered])
        #expect(try server.kept().map { $0.headers["idempotency-key"] } == ["test-site/1", "test-site/1"])
        await test.host.stop()
    }

    @Test("A receiver that can't be reached is tried as long as the manifest says, then the event is parked")
    func unreachable() async throws {
        // Nobody listens at port 1.
        let test = try host(url: "http://127.0.0.1:1/")
        try await test.start("webhook")
        test.send("hours.at_risk")
        let outcome = try #require(try await test.waitForOutcome("webhook").first)
        #expect(outcome.kind == .parked)
        #expect(outcome.reason == "exit status 75: <4>no answer from 127.0.0.1: ConnectionRefusedError")
        await test.host.stop()
    }

    struct Lack {
        let url: String
        var key = WebhookTests.key
        var timeout = "10"
        let words: String
    }

    @Test(
        "What is missing or wrong in the configuration is said, and nothing is sent",
        arguments: [
            Lack(url: "", words: "set 'url'"),
            Lack(url: "ftp://example.org/", words: "'url' is no address"),
            Lack(url: "https:///hook", words: "'url' is no address"),
            Lack(url: "https://user:word@example.org/", words: "'url' is no address"),
            Lack(url: "https://example.org/a hook", words: "'url' is no address"),
            Lack(url: "https://example.org/höök", words: "'url' is no address"),
            Lack(url: "https://example.org:99999/", words: "can't be read"),
            Lack(url: "https://example.org/", key: "\n", words: "no key to sign with"),
            Lack(url: "https://example.org/", timeout: "soon", words: "can't be read"),
            Lack(url: "https://example.org/", timeout: "-1", words: "'timeout' is no number"),
        ])
    func misconfigured(_ lack: Lack) async throws {
        let test = try host(url: lack.url, key: lack.key, options: ["timeout": lack.timeout])
        try await test.start("webhook")
        test.send("hours.at_risk")
        let outcome = try #require(try await test.waitForOutcome("webhook").first)
        #expect(outcome.kind == .undeliverable)
        #expect(outcome.reason?.contains(lack.words) == true, "\(outcome.reason ?? "")")
        #expect(outcome.reason?.contains("convene plugin enable webhook") == true)
        await test.host.stop()
    }

    @Test("An address that is a secret comes as one, and neither it nor a member is in what is sent or said")
    func secretAddress() async throws {
        let server = try LoopbackServer(answers: ["500", "200"])
        let test = try TestHost()
        try test.install("webhook", options: [:], lines: ["secrets = [\"hmac_key\", \"url\"]"])
        try test.give("webhook", secret: "hmac_key", Self.key)
        try test.give("webhook", secret: "url", "http://127.0.0.1:\(server.port)/token-9f31\n")
        test.store.add(
            MemberCode(unchecked: "M1042"),
            MemberDetails(
                name: Personal("Ada Pepper"), born: Personal(try #require(LocalDate(text: "1988-04-02"))),
                contacts: Personal([Contact(channel: .email, address: "ada@example.org", consent: true)])))
        test.store.grant([.name, .born, .contact], to: "webhook")
        try await test.start("webhook")
        test.send("absence.consecutive")
        #expect(try await test.waitForOutcome("webhook").map(\.kind) == [.delivered])
        #expect(try server.kept().map(\.path) == ["/token-9f31", "/token-9f31"])
        let sent = try server.everything()
        for secret in ["Ada", "Pepper", "1988", "ada@", Self.key] { #expect(!sent.contains(secret)) }
        let said = test.lines(of: "webhook").joined()
        #expect(said.contains("answered 500"))
        #expect(!said.contains("token-9f31"))
        await test.host.stop()
    }
}
