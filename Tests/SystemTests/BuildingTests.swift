import Foundation
import Testing

/// Who is in the building, and the paper for the day when nothing works.
@Suite struct BuildingTests {
    private let daemon: DaemonProcess
    private let long = "Maximiliana-Bartholomea-Konstantinopolitana Quillfeatherstein"

    init() throws {
        daemon = try DaemonProcess()
        try daemon.importPrograms("iop-adult")
        try daemon.addGroup("evening", named: "Evening IOP")
        try daemon.addGroup("second", named: "Second IOP")
        try daemon.importMembers(
            """
            A1,\(long),1990-02-28,,,iop-adult,2026-01-05,evening
            A2,伊吹 翼,1990-02-28,,,iop-adult,2026-01-05,evening
            A3,שרה לוין,1990-02-28,,,iop-adult,2026-01-05,evening
            A4,Zoe\u{308} Osierholt,1990-02-28,,,iop-adult,2026-01-05,second
            A5,Ben Osierholt,1990-02-28,,,iop-adult,2026-01-05,second

            """)
    }

    @Test func everyoneInTheBuildingIsListedWithTheCountFirst() throws {
        #expect(try daemon.convene("who").output.hasPrefix("Nobody is in the building at "))
        for member in ["A1", "A2", "A3", "A4"] { _ = try daemon.convene("in", member, "--at", Noon.clock(-5)) }
        _ = try daemon.convene("in", "A5", "--mode", "video")
        let who = try daemon.convene("who").output
        #expect(who.hasPrefix("4 in the building at "), "\(who)")
        #expect(who.contains("\n1 member takes part from elsewhere\n"))
        _ = try daemon.convene("out", "A1")
        #expect(try daemon.convene("who").output.hasPrefix("3 in the building at "))
        let reply = try JSONSerialization.jsonObject(with: Data(daemon.convene("who", "--json").output.utf8))
        let people = try #require((reply as? [String: Any])?["present"] as? [[String: Any]])
        #expect(people.compactMap { $0["member"] as? String } == ["A3", "A2", "A5", "A4"])
        #expect(people.allSatisfy { ($0["shortName"] as? String)?.contains("Osierholt") == false })
    }

    @Test(arguments: [80, 200])
    func columnsAlignWhateverTheNamesAre(columns: Int) throws {
        let came = Noon.clock(-5)
        for member in ["A1", "A2", "A3", "A4"] { _ = try daemon.convene("in", member, "--at", came) }
        let terminal = try daemon.terminal("who", columns: columns)
        #expect(try terminal.end() == 0)
        let screen = try terminal.screen()
        let header = try #require(screen.lines.first { $0.hasPrefix("NAME") })
        let since = header.columnOf("SINCE")
        for member in ["A1", "A2", "A3", "A4"] {
            let line = try #require(screen.lines.first { $0.contains(" \(member) ") }, "\(screen.text)")
            #expect(line.columnOf(came) == since, "\(screen.text)")
            #expect(line.columnOf(member) == header.columnOf("MEMBER"), "\(screen.text)")
        }
    }

    @Test func sheetsAreTextForTheDayWhenNothingWorks() throws {
        let sheets = try daemon.convene("sheet", "--on", Noon.date(inDays: 7))
        #expect(sheets.status == 0 && sheets.output.components(separatedBy: "\u{C}").count == 2, "\(sheets.all)")
        #expect(sheets.output.contains("Sign-in sheet: Evening IOP") && sheets.output.contains(long))
        let line = sheets.output.split(separator: "\n").first { $0.hasPrefix("A5") }
        #expect(line == "A5      Ben Osierholt     ______  ______  ________________", "\(sheets.output)")
        #expect(sheets.output.contains("\n________________________\nRK (lead), date\n"))
        let none = try daemon.convene("sheet")
        #expect(none.status == 0 && none.output == "" && none.errors.hasPrefix("No session is planned on "))
        #expect(none.errors.contains(Noon.date(inDays: 1)))
        #expect(try daemon.convene("sheet", "--on", "tomorrow").status == 65)
    }
}

extension String {
    /// In which column of a terminal a text begins. The lines of a screen have one character for each, but for marks that
    /// take none and characters that take two.
    fileprivate func columnOf(_ text: some StringProtocol) -> Int? {
        range(of: text).map { found in
            self[..<found.lowerBound].reduce(0) { columns, character in
                let isWide = character.unicodeScalars.contains { (0x2E80...0xFF60).contains($0.value) }
                return columns + (isWide ? 2 : 1)
            }
        }
    }
}
