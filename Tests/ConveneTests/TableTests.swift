import Testing

@testable import convene

struct TableTests {
    private func table(names: [String]) -> Table {
        var table = Table(
            .init(title: "MEMBER"), .init(title: "NAME", shrinksTo: 8), .init(title: "CREDITED", alignment: .right),
            .init(title: "STANDING"))
        for (index, name) in names.enumerated() {
            table.add(.init("M104\(index)"), .init(name), .init(hours(index * 3600)), Standing("on_track").cell)
        }
        return table
    }

    @Test("Columns are aligned and lines have no trailing blanks")
    func alignment() {
        let lines = table(names: ["Ada P.", "Bo"]).lines(on: .plain)
        #expect(
            lines == [
                "MEMBER  NAME    CREDITED  STANDING",
                "M1040   Ada P.    0 h 00  · on track",
                "M1041   Bo        1 h 00  · on track",
            ])
    }

    @Test("Names in any script keep the columns after them aligned")
    func scripts() {
        let names = ["Zoe\u{308} Q.", "李小龍", "👍🏽 B.", "محمد ع.", "שָׁלוֹם א."]
        let lines = table(names: names).lines(on: .plain)
        let starts = lines.dropFirst().map { line in displayWidth(String(line.prefix { $0 != "·" })) }
        #expect(Set(starts).count == 1)
        #expect(lines[4].contains("ع.\u{200E}"))
        #expect(!lines[1].contains("\u{200E}"))
    }

    @Test("A name of 60 characters is cut on a screen of 80 columns and whole in a pipe")
    func longNames() {
        let name = String(repeating: "Maximilian", count: 6)
        let screen = table(names: [name, "Bo"]).lines(on: Screen(width: 80, colour: false))
        #expect(screen.allSatisfy { displayWidth($0) <= 80 })
        #expect(screen[1].contains("…"))
        #expect(screen[1].hasSuffix("· on track"))
        #expect(table(names: [name]).lines(on: .plain)[1].contains(name))
    }

    @Test("Flexible columns shrink only as far as they may")
    func floor() {
        let lines = table(names: ["Maximiliana of the Hills"]).lines(on: Screen(width: 10, colour: false))
        #expect(lines[1].contains("Maximil…"))
        #expect(lines[1].contains("M1040"))
    }

    @Test("Colours stand around the text and not around the padding")
    func colours() {
        var table = Table(.init(title: "A"), .init(title: "B"))
        table.add(.init("x", .red), "y")
        table.add("long", "y")
        #expect(
            table.lines(on: Screen(width: 80, colour: true)) == [
                "\u{1B}[1mA\u{1B}[0m     \u{1B}[1mB\u{1B}[0m", "\u{1B}[31mx\u{1B}[0m     y", "long  y",
            ])
    }

    @Test("A name with an escape sequence changes nothing on the screen")
    func escapes() {
        let lines = table(names: ["Ada\u{1B}[31m"]).lines(on: Screen(width: 80, colour: false))
        #expect(!lines.joined().contains("\u{1B}"))
    }
}
