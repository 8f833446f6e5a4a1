import ConvenedAPI
import Testing
import Varlink

@testable import convene

@Suite("What the kiosk shows")
struct KioskScreenTests {
    private let now = Kiosk.Moment(uptime: 0, wall: 0)
    private let coloured = Screen(width: 80, colour: true)

    private func reply(_ outcome: String, until: String? = nil) -> API.Attendance.Scan.Reply {
        .init(
            outcome: outcome, member: "M1042", initials: "A.P.", session: "evening-iop@2026-11-23",
            label: "Evening group", since: "2026-11-23T18:02:11-05:00", until: until)
    }

    private func showing(_ panel: Kiosk.Panel) -> Kiosk {
        var kiosk = Kiosk(keyPrefix: "k")
        _ = kiosk.connected(at: now)
        _ = kiosk.take("M1042\n".utf8, at: now)
        _ = kiosk.answered(panel, at: now)
        return kiosk
    }

    @Test(
        "Answers",
        arguments: [
            ("in", nil, "OK, A.P. · In at 18:02: Evening group"),
            ("already_in", nil, "A.P. · Already in since 18:02"),
            ("out", "2026-11-23T20:50:00-05:00", "BYE, A.P. · Out at 20:50: Evening group"),
            ("already_out", "2026-11-23T20:50:00-05:00", "A.P. · Already out since 20:50"),
        ])
    func answers(outcome: String, until: String?, line: String) {
        #expect(Kiosk.Panel(reply(outcome, until: until)).line == line)
    }

    @Test("Refusals are plain, and name nobody", arguments: API.allErrors.map { $0.name })
    func refusals(name: String) {
        let secrets = ["message": "Ada Pepper was discharged", "state": "ended"] as JSONObject
        let panel = Kiosk.Panel(VarlinkFailure(name: name, parameters: secrets))
        #expect(panel.tone == .bad)
        #expect(!panel.detail.contains("convene"))
        // Only of codes that nobody has does the daemon's own sentence reach the door, which Scan words for it.
        #expect(panel.line.contains("Ada") == (name == API.Members.NoSuchMember.name))
        #expect(displayWidth(bigText(panel.headline)?[0] ?? "") <= 80)
        #expect(bigText(panel.headline) != nil)
    }

    @Test("An answer is large, in the middle, and has a sign beside its colour")
    func large() {
        let lines = showing(Kiosk.Panel(reply("in"))).lines(columns: 80, rows: 24, out: false, on: coloured)
        #expect(lines.count == 24)
        let plain = showing(Kiosk.Panel(reply("in"))).lines(columns: 80, rows: 24, out: false, on: .plain)
        #expect(plain.filter { $0.contains("█") }.count == 5)
        #expect(plain.contains { $0.hasSuffix("✓ In at 18:02: Evening group") })
        #expect(lines.contains { $0.contains("\u{1B}[32m") } && !plain.contains { $0.contains("\u{1B}") })
        #expect(plain.last == "> _")
    }

    @Test(
        "It fits every screen, with initials of every script",
        arguments: [(80, 24), (200, 60), (40, 12), (30, 8), (20, 5), (12, 3)], ["A.P.", "伊.吹.", "ש.ל.", "Z\u{308}.O."])
    func sizes(size: (Int, Int), initials: String) {
        let label = String(repeating: "Very long label ", count: 4) + "伊吹山の会"
        let reply = API.Attendance.Scan.Reply(
            outcome: "in", member: "M1042", initials: initials, session: "s", label: label,
            since: "2026-11-23T18:02:11-05:00", until: nil)
        let (columns, rows) = size
        for panel in [Kiosk.Panel(reply), .pending, .full] {
            let lines = showing(panel).lines(columns: columns, rows: rows, out: false, on: .plain)
            #expect(lines.count == rows)
            #expect(lines.allSatisfy { displayWidth($0) <= max(columns, 22) }, "\(lines)")
        }
    }

    @Test("What waits is at the foot, and never looks done")
    func waiting() {
        var kiosk = Kiosk(keyPrefix: "k")
        _ = kiosk.lost("convened isn't answering", at: now)
        _ = kiosk.lost("convened isn't answering", at: now)
        _ = kiosk.take("M1042\nM2000\n".utf8, at: now)
        let lines = kiosk.lines(columns: 80, rows: 24, out: false, on: .plain)
        #expect(lines.last == "! convened isn't answering. 2 scans wait, none of them done.")
        #expect(lines.contains { $0.contains("You are NOT checked in or out yet") })
        #expect(!lines.contains { $0.contains("✓") })
    }

    @Test(
        "Instants are written as the daemon reads them",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (951_782_399_999, "2000-02-28T23:59:59.999Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"), (1_795_475_331_250, "2026-11-23T23:08:51.250Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
        ])
    func instants(milliseconds: Int, text: String) {
        #expect(utc(milliseconds) == text)
    }
}
