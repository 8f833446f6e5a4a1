import Testing

@testable import convene

struct RollCallTests {
    private func rollCall(_ count: Int) -> RollCall {
        RollCall((1...count).map { .init(code: "M\($0)", shortName: "Member \($0)") })
    }

    /// Presses keys until one of them ends the roll call.
    private func press(_ keys: [Key], _ rollCall: RollCall) -> (action: RollCall.Action, pressed: Int) {
        var rollCall = rollCall
        for (index, key) in keys.enumerated() {
            let action = rollCall.press(key)
            if action != .none && action != .redraw { return (action, index + 1) }
        }
        return (.none, keys.count)
    }

    private func keys(_ text: String) -> [Key] {
        text.map { $0 == "\n" ? .enter : .character($0) }
    }

    @Test(
        "Keys come to check-ins",
        arguments: [
            ("A", RollCall.Action.checkIn(["M1", "M2", "M3"])), ("a", .checkIn(["M1", "M2", "M3"])),
            ("2A", .checkIn(["M1", "M3"])), ("13\n", .checkIn(["M1", "M3"])), ("31\n", .checkIn(["M1", "M3"])),
            ("122\n", .checkIn(["M1"])), ("\n", .none), ("123A", .none), ("9z!\n", .none), ("1q", .quit), ("Q", .quit),
        ])
    func results(text: String, expected: RollCall.Action) {
        #expect(press(keys(text), rollCall(3)).action == expected)
    }

    @Test("Leaving and interrupting are told apart")
    func leaving() {
        #expect(press([.escape], rollCall(3)).action == .quit)
        #expect(press([.endOfInput], rollCall(3)).action == .quit)
        #expect(press([.interrupt], rollCall(3)).action == .interrupt)
        #expect(press([.other], rollCall(3)).action == .none)
    }

    @Test("Whoever is there, a room of nine takes under ten keys", arguments: 0..<512)
    func nine(present: Int) {
        let there = (1...9).filter { present & (1 << ($0 - 1)) != 0 }
        let away = (1...9).filter { !there.contains($0) }
        let text = there.isEmpty ? "q" : there.count <= 4 ? digits(there) + "\n" : digits(away) + "A"
        let (action, pressed) = press(keys(text), rollCall(9))
        #expect(action == (there.isEmpty ? .quit : .checkIn(there.map { "M\($0)" })))
        #expect(pressed < 10)
    }

    private func digits(_ numbers: [Int]) -> String {
        numbers.map(String.init).joined()
    }

    @Test("Every key beside a name means that name, and none of them means A or Q")
    func labels() {
        #expect(Set(RollCall.labels).count == RollCall.labels.count)
        #expect(!RollCall.labels.contains("a") && !RollCall.labels.contains("q"))
        for (label, member) in rollCall(33).visible {
            #expect(press([.character(label), .enter], rollCall(33)).action == .checkIn([member.code]))
        }
    }

    @Test("A large group has pages, and A reaches all of them")
    func pages() {
        var large = rollCall(40)
        #expect(large.pageCount == 2)
        #expect(large.visible.count == 33)
        #expect(large.press(.character("1")) == .redraw)
        #expect(large.press(.character(" ")) == .redraw)
        #expect(large.visible.map(\.member.code) == (34...40).map { "M\($0)" })
        #expect(large.press(.character("1")) == .redraw)
        #expect(large.press(.character("9")) == .none)
        #expect(large.press(.enter) == .checkIn(["M1", "M34"]))
        guard case .checkIn(let rest) = large.press(.character("A")) else {
            Issue.record("A has to check in the rest")
            return
        }
        #expect(rest.count == 38)
    }

    @Test(
        "A line of keys does what the keys do",
        arguments: [
            ("1 3", RollCall.Action.checkIn(["M1", "M3"])), ("1,3", .checkIn(["M1", "M3"])),
            ("2A", .checkIn(["M1", "M3"])),
            ("A", .checkIn(["M1", "M2", "M3"])), ("q", .quit), ("", .none), ("1x", .none),
        ])
    func lines(line: String, expected: RollCall.Action) {
        var rollCall = rollCall(3)
        #expect(rollCall.enter(line) == expected)
    }

    @Test("The screen shows each key, what is marked and what can be pressed")
    func drawing() {
        var rollCall = rollCall(3)
        #expect(
            rollCall.lines(on: .plain) == [
                " 1 [ ] M1  Member 1", " 2 [ ] M2  Member 2", " 3 [ ] M3  Member 3", "",
                "Mark who is here and press Enter, or mark who is missing and press A.", "A: all 3 · Q: leave",
            ])
        _ = rollCall.press(.character("2"))
        #expect(rollCall.lines(on: .plain)[1] == " 2 [x] M2  Member 2")
        #expect(rollCall.lines(on: .plain).last == "Enter: the 1 marked · A: the other 2 · Q: leave")
    }

    @Test("A dozen names stand in two columns where they fit")
    func columns() {
        let lines = rollCall(12).lines(on: Screen(width: 80, colour: false))
        #expect(lines.count == 9)
        #expect(lines.allSatisfy { displayWidth($0) <= 80 })
        #expect(lines[0].contains("M1 ") && lines[0].contains("M7 "))
        #expect(rollCall(12).lines(on: Screen(width: 30, colour: false)).count == 15)
    }
}
