import Testing

@testable import PluginHost

@Suite("Lines to and from a plugin in stream mode")
struct StreamMachineTests {
    private static func machine(_ count: Int) -> StreamMachine {
        var machine = StreamMachine()
        machine.offer((1...count).map { (id: "site/\($0)", sequence: $0) })
        return machine
    }

    private static func take(_ text: String, _ machine: inout StreamMachine) {
        Array(text.utf8).withUnsafeBytes { machine.take($0) }
    }

    @Test("Answers in any form of JSON and any pieces", arguments: [1, 2, 7, 1000])
    func answers(piece: Int) {
        var machine = Self.machine(6)
        let text = """
            {"ack":"site/1"}
            {"ack": "site/2"}
              { "ack" : "site\\/4" }\r
            {"retry":"site/3","after":12}
            {"after": -5, "retry": "site/6"}
            {"retry":"site/5"}

            """
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            rest.prefix(piece).withUnsafeBytes { machine.take($0) }
            rest = rest.dropFirst(piece)
        }
        #expect(machine.isDone)
        #expect(
            machine.answers == [
                1: .done, 2: .done, 3: .again(after: 12), 4: .done, 5: .again(after: 5), 6: .again(after: 0),
            ])
        let complaints = machine.takeComplaints()
        #expect(complaints.count == 0)
    }

    @Test(
        "What is no answer to anything is complained of and answers nothing",
        arguments: [
            (#"{"ack":"site/9"}"#, "an answer to an event that it wasn't given"),
            (#"{"ack":"site/2"}"#, "a second answer to an event"), ("hello", "a line that is no JSON object"),
            ("[1]", "a line that is no JSON object"),
            (#"{"ack":1}"#, #"a line that is neither {"ack":ID} nor {"retry":ID,"after":SECONDS}"#),
            (
                #"{"ack":"site/1","retry":"site/1"}"#,
                #"a line that is neither {"ack":ID} nor {"retry":ID,"after":SECONDS}"#
            ),
            ("\u{FF}\u{FE}", "a line that is no JSON object"), ("", "an empty line"), (" \t\r", "an empty line"),
            (String(repeating: "x", count: 70_000), "a line of more than 65536 bytes"),
        ])
    func complaints(line: String, complaint: String) {
        var machine = Self.machine(3)
        Self.take("{\"ack\":\"site/2\"}\n\(line)\n{\"ack\":\"site/1\"}\n", &machine)
        let complaints = machine.takeComplaints()
        #expect(complaints.told == [complaint])
        #expect(complaints.count == 1)
        #expect(machine.answers == [1: .done, 2: .done])
        #expect(machine.firstUnanswered == 3)
    }

    @Test("A flood of wrong lines is counted, and told of up to a limit")
    func flood() {
        var machine = Self.machine(1)
        Self.take(String(repeating: "nonsense\n", count: 500), &machine)
        let complaints = machine.takeComplaints()
        #expect(complaints.told.count == 10)
        #expect(complaints.count == 500)
        let rest = machine.takeComplaints()
        #expect(rest.count == 0)
    }

    @Test("A line without end counts once for each piece of it, and the next line is read again")
    func endless() {
        var machine = Self.machine(1)
        for _ in 1...5 { Self.take(String(repeating: "x", count: 40_000), &machine) }
        let pieces = machine.takeComplaints()
        #expect(pieces.count == 4 && Set(pieces.told) == ["a line of more than 65536 bytes"])
        Self.take("x\n{\"ack\":\"site/1\"}\n", &machine)
        #expect(machine.isDone)
        let rest = machine.takeComplaints()
        #expect(rest.count == 0)
    }

    @Test("The circuit opens after five deaths without an answer, and an answer closes it")
    func breaker() {
        var breaker = Breaker()
        let deaths = (1...5).map { _ in breaker.failed(answered: false) }
        #expect(deaths == [false, false, false, false, true])
        #expect(breaker.isOpen)
        let opensAgain = breaker.failed(answered: false)
        #expect(!opensAgain)
        breaker.succeeded()
        #expect(!breaker.isOpen)
        let opens = (1...20).map { _ in breaker.failed(answered: true) }
        #expect(!opens.contains(true))
    }
}
