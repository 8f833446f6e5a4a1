import StrictTOML
import Testing

@Suite struct StrictTableTests {
    private static func table(_ text: String) throws -> StrictTable {
        try StrictTable(text: text, file: "clinic.toml")
    }

    /// The problems that reading a text with a few known keys brings.
    private static func problems(_ text: String) -> [String] {
        do throws(StrictTOMLError) {
            let table = try StrictTable(text: text, file: "clinic.toml")
            _ = table.value("name", .string)
            _ = table.value("days", .integer(1...7))
            _ = table.value("size", .integer(0 ... .max))
            _ = table.value("strict", .boolean)
            _ = table.value("tags", .strings)
            _ = table.value("even", .text("an even digit", { "02468".contains($0) ? $0 : nil }))
            let limits = table.table("limits")
            _ = limits.value("rate", .integer(0...9))
            _ = limits.table("inner").value("deep", .integer(0...9))
            for group in table.tables("group") {
                _ = group.value("id", .string)
                _ = group.table("room").value("seats", .integer(1...9))
            }
            try table.finish()
            return []
        } catch {
            return error.problems
        }
    }

    @Test func valuesAreRead() throws {
        let table = try Self.table(
            """
            name = "Evening"
            days = 3
            strict = true
            tags = ["a", "b"]
            since = 2026-11-23
            [limits]
            rate = 0x10
            [[group]]
            id = "one"
            [[group]]
            id = "two"
            """)
        #expect(table.required("name", .string, standIn: "") == "Evening")
        #expect(table.value("days", .integer(1...7)) == 3)
        #expect(table.value("strict", .boolean, default: false))
        #expect(table.value("tags", .strings) == ["a", "b"])
        #expect(table.value("since", .text("a date", { $0 })) == "2026-11-23")
        #expect(table.table("limits").value("rate", .integer(0...99)) == 16)
        #expect(table.tables("group").map { $0.value("id", .string) } == ["one", "two"])
        #expect(table.value("absent", .integer(1...7)) == nil)
        #expect(table.value("absent", .integer(1...7), default: 5) == 5)
        #expect(table.table("nowhere").value("rate", .integer(0...9), default: 4) == 4)
        #expect(table.tables("none").isEmpty)
        try table.finish()
    }

    /// One wrong line each, and what is said about it.
    @Test(arguments: [
        ("name = 3", "clinic.toml line 1: name must be text in quotes, not 3."),
        ("\n\nname = \"\"", "clinic.toml line 3: name must be text in quotes, not \"\"."),
        ("days = 8", "clinic.toml line 1: days must be a whole number from 1 to 7, not 8."),
        ("days = 2.0", "clinic.toml line 1: days must be a whole number from 1 to 7, not 2.0."),
        ("size = -1", "clinic.toml line 1: size must be a whole number of at least 0, not -1."),
        ("strict = \"yes\"", "clinic.toml line 1: strict must be true or false, not \"yes\"."),
        ("strict = 1", "clinic.toml line 1: strict must be true or false, not 1."),
        ("tags = [\"a\", 1]", "clinic.toml line 1: tags must be an array of texts in quotes, not an array."),
        ("even = \"3\"", "clinic.toml line 1: even must be an even digit, not \"3\"."),
        ("even = 2026-11-23", "clinic.toml line 1: even must be an even digit, not 2026-11-23."),
        ("limits = 3", "clinic.toml line 1: limits must be a table, not 3."),
        ("[group]\nid = \"one\"", "clinic.toml line 1: group must be an array of tables, not a table."),
        ("group = [1]", "clinic.toml line 1: group must hold tables only, not 1."),
        (
            "[limits]\n# rate = 5\nrate = 10",
            "clinic.toml line 3: [limits] rate must be a whole number from 0 to 9, not 10."
        ),
        (
            "[limits.inner]\ndeep = 10",
            "clinic.toml line 2: [limits.inner] deep must be a whole number from 0 to 9, not 10."
        ),
        (
            "limits.inner.deep = 10",
            "clinic.toml line 1: [limits.inner] deep must be a whole number from 0 to 9, not 10."
        ),
        ("\n\"limits\" . rate = 10", "clinic.toml line 2: [limits] rate must be a whole number from 0 to 9, not 10."),
        ("\nlimits = { rate = 10 }", "clinic.toml line 2: [limits] rate must be a whole number from 0 to 9, not 10."),
        ("name = \"x\"\r\ndays = 8\r\n", "clinic.toml line 2: days must be a whole number from 1 to 7, not 8."),
        (
            "name = \"\"\"\ndays = 3\n\"\"\"\ndays = 8",
            "clinic.toml line 4: days must be a whole number from 1 to 7, not 8."
        ),
        (
            "tags = [\n  \"a]\", # [\n  \"b\",\n]\ndays = 8",
            "clinic.toml line 5: days must be a whole number from 1 to 7, not 8."
        ),
        ("name = 'it\\'\ndays = 8", "clinic.toml line 2: days must be a whole number from 1 to 7, not 8."),
        ("name = \"a \\\" [\"\ndays = 8", "clinic.toml line 2: days must be a whole number from 1 to 7, not 8."),
        ("[[group]]\nid = \"one\"\n[[group]]\nid = 2", "clinic.toml line 4: [group] id must be text in quotes, not 2."),
        (
            "[[group]]\n[[group]]\n[group.room]\nseats = 0",
            "clinic.toml line 4: [group.room] seats must be a whole number from 1 to 9, not 0."
        ),
    ])
    func oneProblem(_ example: (String, String)) {
        #expect(Self.problems(example.0) == [example.1])
    }

    @Test func unknownKeysAreNamedWithTheKnownOnes() {
        let text = "name = \"x\"\n[limits]\nrat = 1\n[[group]]\nid = \"x\"\n[[group]]\nidd = \"x\"\n[other]\nx = 1"
        #expect(
            Self.problems(text) == [
                "clinic.toml line 3: [limits] rat isn't known; the keys here are inner, rate.",
                "clinic.toml line 7: [group] idd isn't known; the keys here are id, room.",
                "clinic.toml line 8: other isn't known; the keys here are days, even, group, limits, name, size,"
                    + " strict, tags.",
            ])
    }

    @Test func allProblemsComeTogetherInTheOrderOfTheirLines() {
        let problems = Self.problems("size = -1\nunknown = 1\ndays = 0\nname = 1")
        #expect(problems.map { $0.prefix(19) } == (1...4).map { "clinic.toml line \($0):" })
    }

    @Test func aMissingKeyHidesNoOther() throws {
        let table = try Self.table("days = 8\n[limits]\nburst = 1\n")
        let days = table.required("days", .integer(1...7), standIn: 1)
        let rate = table.table("limits").required("rate", .integer(0...9), standIn: 5)
        #expect([days, rate] == [1, 5])
        let error = #expect(throws: StrictTOMLError.self) { try table.finish() }
        #expect(
            error?.problems == [
                "clinic.toml line 1: days must be a whole number from 1 to 7, not 8.",
                "clinic.toml line 2: [limits] rate is missing; it must be a whole number from 0 to 9.",
                "clinic.toml line 3: [limits] burst isn't known; the keys here are rate.",
            ])
    }

    @Test(arguments: [
        ("name = \"x\"\ndays 3\n", "clinic.toml line 2: "), ("name = \"x\"\nname = \"y\"", "clinic.toml line 2: "),
        ("name = \"x", "clinic.toml line 1: "), ("size = 99999999999999999999", "clinic.toml line 1: "),
        ("name = \"x\"\0days = 3", "clinic.toml line 1: a NUL character"),
        ("days = 3\nname = \"x\\u0000y\"", "clinic.toml line 2: a NUL character"),
        ("a = 1\n[a]\nb = 2", "clinic.toml line 2: "),
    ])
    func whatIsNoTOML(_ example: (String, String)) {
        let problems = Self.problems(example.0)
        #expect(problems.count == 1)
        #expect(problems.first?.hasPrefix(example.1) == true)
        #expect(problems.first?.hasSuffix(".") == true)
    }

    private enum Size: String, CaseIterable { case small, large }

    @Test func wordsOfAnEnumeration() throws {
        let table = try Self.table("a = \"small\"\nb = \"huge\"")
        #expect(table.value("a", ValueKind<Size>.word) == .small)
        #expect(table.value("b", ValueKind<Size>.word) == nil)
        let error = #expect(throws: StrictTOMLError.self) { try table.finish() }
        #expect(error?.description == "clinic.toml line 2: b must be one of small, large, not \"huge\".")
    }

    @Test func anEmptyTextIsAnEmptyTable() throws {
        let table = try Self.table("")
        #expect(table.keys == [])
        try table.finish()
    }
}
