import Clinic
import Foundation
import PluginHost
import Testing

@Suite("The shipped plugin weekly-digest")
struct WeeklyDigestTests {
    private static let body = """
        {"week":"2026-11-15","met":2,"shortfall":1,"waived":1,"exempt":1,"attendedSeconds":97200,\
        "creditedSeconds":93600,"requiredSeconds":108000,"late":false,"members":[\
        {"member":"M1007","outcome":"met","creditedSeconds":36000,"requiredSeconds":32400},\
        {"member":"M1010","outcome":"exempt","creditedSeconds":0,"requiredSeconds":0},\
        {"member":"M1029","outcome":"shortfall","creditedSeconds":8100,"requiredSeconds":32400},\
        {"member":"M1032","outcome":"waived","creditedSeconds":21600,"requiredSeconds":21600},\
        {"member":"M1042","outcome":"met","creditedSeconds":32400,"requiredSeconds":32400}]}
        """

    private func host(_ server: LoopbackServer<KeptMail>, to address: String = "sv@example.org") throws -> TestHost {
        let test = try TestHost()
        try test.install("weekly-digest", options: ["to": address, "sendmail": try server.sendmail(for: test)])
        return test
    }

    @Test("The event is of the form that the service writes")
    func form() throws {
        let closed = try JSONDecoder().decode(WeekClosed.self, from: Data(Self.body.utf8))
        #expect(Set(closed.members.map(\.outcome)) == Set(WeekClosed.MemberWeek.Outcome.allCases))
    }

    @Test("It mails each member's hours as a chart and as text, those first who need somebody")
    func mails() async throws {
        let server = try LoopbackServer(refusals: 2)
        let test = try host(server, to: "sv@example.org, rk@example.org")
        test.store.add(
            MemberCode(unchecked: "M1042"),
            MemberDetails(
                name: Personal("Ada Pepper"), born: Personal(try #require(LocalDate(text: "1988-04-02"))),
                contacts: Personal([Contact(channel: .email, address: "ada@example.org", consent: true)])))
        test.store.grant([.name, .contact], to: "weekly-digest")
        try await test.start("weekly-digest")
        test.send("week.closed", body: Self.body)
        let outcome = try #require(try await test.waitForOutcome("weekly-digest").first)
        #expect(outcome.kind == .delivered)
        #expect(outcome.attempts == 3, "refused for now twice")
        #expect(try server.kept().count == 1)
        let mail = try #require(try server.kept().first)
        #expect(mail.from == "convened")
        #expect(mail.to == ["sv@example.org", "rk@example.org"])
        #expect(mail.subject == "[convened] The week of 2026-11-15: 2 met, 1 shortfall")
        #expect(mail.event == "test-site/1")
        #expect(
            mail.text.contains("1 shortfall, 1 waived, 1 exempt, 2 met. 26 h 00 credited of 30 h 00 required, 27 h 00"))
        #expect(
            mail.text.split(separator: "\n").filter { $0.contains(" of ") && $0.contains(" M1") }.map(String.init) == [
                "✗ M1029        shortfall   2 h 15 of   9 h 00  #####...............",
                "~ M1032        waived      6 h 00 of   6 h 00  ####################",
                "– M1010        exempt      0 h 00 of   0 h 00  ....................",
                "✓ M1007        met        10 h 00 of   9 h 00  ####################",
                "✓ M1042        met         9 h 00 of   9 h 00  ####################",
            ])
        let page = try #require(mail.html)
        let codes = ["M1029", "M1032", "M1010", "M1007", "M1042"].map { page.range(of: $0)?.lowerBound }
        #expect(codes == codes.compactMap { $0 }.sorted())
        // A quarter of what was required is a quarter of the bar.
        #expect(page.contains(##"<td width="50" height="14" bgcolor="#b3261e""##))
        #expect(mail.text.contains("'convene report week --on 2026-11-15'"))
        #expect(page.contains(##"<td width="150" height="14" bgcolor="#e4e4e4""##))
        for active in ["<script", "<style", "<img", "<svg", "http:", "https:", "url("] {
            #expect(!page.contains(active))
        }
        let sent = try server.everything()
        for secret in ["Ada", "Pepper", "1988-04-02", "ada@"] { #expect(!sent.contains(secret)) }
        await test.host.stop()
    }

    @Test("A week that was closed late says so, and one with nobody enrolled is a mail too")
    func empty() async throws {
        let server = try LoopbackServer<KeptMail>()
        let test = try host(server)
        try await test.start("weekly-digest")
        let body = """
            {"week":"2026-11-15","met":0,"shortfall":0,"waived":0,"exempt":0,"attendedSeconds":0,"creditedSeconds":0,\
            "requiredSeconds":0,"late":true,"members":[]}
            """
        test.send("week.closed", body: body)
        #expect(try await test.waitForOutcome("weekly-digest").map(\.kind) == [.delivered])
        let mail = try #require(try server.kept().first)
        #expect(mail.text.contains("It was closed late"))
        #expect(mail.html?.contains("It was closed late") == true)
        await test.host.stop()
    }

    @Test("Without a sendmail or an address it waits for the operator, and says what is missing")
    func waits() async throws {
        for (address, program, word) in [
            ("sv@example.org", "/nowhere/sendmail", "no sendmail"), ("", "/bin/cat", "set 'to'"),
        ] {
            let test = try TestHost()
            try test.install("weekly-digest", options: ["to": address, "sendmail": program])
            try await test.start("weekly-digest")
            test.send("week.closed", body: Self.body)
            let outcome = try #require(try await test.waitForOutcome("weekly-digest").first)
            #expect(outcome.kind == .undeliverable)
            #expect(outcome.reason?.contains(word) == true)
            await test.host.stop()
        }
    }
}
