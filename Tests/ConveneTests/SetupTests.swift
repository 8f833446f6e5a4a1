import Testing

@testable import convene

@Suite("Setting up a clinic")
struct SetupTests {
    private func setup() -> Setup {
        Setup(
            programs: [("iop-adult", "Adults"), ("php", "Partial hospitalization")], zone: "Europe/Paris",
            isZone: { ["Europe/Paris", "America/New_York"].contains($0) })
    }

    @Test(
        "Answers that can be",
        arguments: [
            (Setup.Question.site, "Clinic \"By the Sea\""), (.zone, " America/New_York "), (.firstWeekday, "Monday"),
            (.program, "PHP"), (.program, "none"), (.group, "day-php"), (.group, "none"), (.name, "伊吹山"),
            (.meets, "mon,wed,fri 18:00 3h"), (.meets, "tue 09:30 90m; sat 10:00 2h30m"), (.capacity, "8"),
            (.capacity, "none"),
        ])
    func right(question: Setup.Question, text: String) throws {
        var setup = setup()
        try setup.answer(question, text)
        #expect(setup[question].lowercased() == String(trimmed(text[...])).lowercased())
    }

    @Test(
        "Answers that can't be are told what is asked for",
        arguments: [
            (Setup.Question.site, ""), (.site, String(repeating: "x", count: 81)), (.site, "a\u{1B}[2J"),
            (.zone, "Mars/Olympus"), (.zone, ""), (.firstWeekday, "someday"), (.firstWeekday, "s"),
            (.program, "iop-nowhere"), (.group, "Evening"), (.group, "-a"), (.group, "a"), (.meets, "whenever"),
            (.meets, "mon 25:00 3h"), (.meets, "mon 18:00 5m"), (.meets, "mon 18:00 13h"), (.meets, "mon 6pm 3h"),
            (.meets, "mon 18:00 3h;"), (.capacity, "0"), (.capacity, "many"), (.capacity, "501"),
        ])
    func wrong(question: Setup.Question, text: String) {
        var setup = setup()
        let before = setup
        let complaint = #expect(throws: Setup.Complaint.self) { try setup.answer(question, text) }
        #expect(complaint?.sentence.hasSuffix(".") == true)
        #expect(setup == before)
    }

    @Test("A file of answers is read whole, and the example is such a file")
    func files() throws {
        var setup = setup()
        try setup.read("# A comment\n\nsite: Harbour: North\nFirst-Weekday: monday\r\ncapacity: none\n", from: "a")
        #expect(setup[.site] == "Harbour: North" && setup[.firstWeekday] == "monday")
        #expect(setup.wanted(.capacity) == nil && setup[.zone] == "Europe/Paris")
        var again = self.setup()
        try again.read(self.setup().example.joined(separator: "\n"), from: "example")
        #expect(again == self.setup())
    }

    @Test(
        "What is wrong in a file has its line",
        arguments: [
            ("site: A\nzone: Mars\n", "a:2: This machine knows no such time zone"),
            ("colour: red\n", "a:1: write 'key"),
            ("site\n", "a:1: write 'key: value'"), ("site: A\nsite: B\n", "a:2: 'site' is there twice."),
        ])
    func wrongFiles(text: String, complaint: String) {
        var setup = setup()
        let found = #expect(throws: Setup.Complaint.self) { try setup.read(text, from: "a") }
        #expect(found?.sentence.hasPrefix(complaint) == true, "\(found?.sentence ?? "")")
    }

    @Test("The configuration is the shipped one with the site's values")
    func configuration() throws {
        var setup = setup()
        try setup.answer(.site, #"Clinic "By \ Sea""#)
        let text = SiteFile(path: SiteFile.standard).text(setup)
        let differences = zip(text.split(separator: "\n"), SiteFile.template.split(separator: "\n")).filter { $0 != $1 }
        #expect(differences.map { $0.0 } == [#"name = "Clinic \"By \\ Sea\"""#, #"zone = "Europe/Paris""#])
        let beside = SiteFile(path: "/tmp/convened.toml").text(setup)
        #expect(
            beside.contains("\nledger = \"/tmp/ledger.db\"\n") && beside.contains("\nstate = \"/tmp/plugin-state\"\n"))
    }

    @Test("All templates are offered, each with its title")
    func templates() {
        #expect(SiteFile.programs.count == 9)
        for program in SiteFile.programs {
            #expect(program.text.contains("\nid = \"\(program.id)\"\n"))
            #expect(program.text.contains("\ntitle = \"\(program.title)\"\n"))
        }
    }

    @Test("Time zones are those of the machine")
    func zones() {
        #expect(Zones.isKnown("America/New_York") && Zones.isKnown("Etc/GMT+5") && Zones.isKnown(Zones.own))
        for name in ["", "Nowhere/Else", "../../../etc/passwd", "/etc/localtime", "America", "zone.tab"] {
            #expect(!Zones.isKnown(name), "\(name)")
        }
    }
}
