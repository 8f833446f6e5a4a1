import Testing

@testable import ConvenedAPI

@Suite("How far long work has come")
struct ProgressTests {
    @Test("Time left is said once enough is known, and the line changes ten times a second at most")
    func texts() {
        var progress = Progress()
        let steps: [(done: Int, at: Double, text: String?)] = [
            (0, 100, "Checking: 0 %"), (10, 100.05, nil), (50, 100.5, "Checking: 5 %"), (55, 100.55, nil),
            (100, 101, "Checking: 10 %, 9 s left"), (101, 101.09, nil), (300, 103, "Checking: 30 %, 7 s left"),
            (1000, 103.01, "Checking: 100 %"),
        ]
        for step in steps {
            #expect(progress.text("Checking", done: step.done, of: 1000, at: step.at) == step.text, "\(step)")
        }
        #expect(progress.text("Making", done: 0, of: 1000, at: 103.02) == "Making: 0 %")
        #expect(progress.text("Making", done: 10, of: 1000, at: 104.02) == "Making: 1 %, 1 min 39 s left")
        #expect(progress.text("Nothing", done: 0, of: 0, at: 104.02) == "Nothing: 100 %")
    }
}
