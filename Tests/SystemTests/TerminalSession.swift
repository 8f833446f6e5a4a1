import Foundation
import Testing

/// A program on a terminal of its own, whose screen is read through a terminal emulator (Tests/Tools/terminal.py).
///
///     let terminal = try daemon.terminal("in")
///     try terminal.wait(for: "Ada Q.")
///     try terminal.type("1\r")
///     #expect(try terminal.end() == 0)
///
/// Nothing here sleeps: a test says what it waits for, and fails with the screen as it was if that doesn't come.
final class TerminalSession {
    /// How long a screen may take until it shows what is waited for, on a machine that is busy with everything else.
    private static let patience = 30.0

    private let process = Process()
    private let requests = Pipe()
    private let answers = Pipe()
    private let errors = Pipe()
    private var received = Data()

    /// Starts a program.
    ///
    /// - Parameter environment: All of its environment but `TERM`, which is `xterm-256color` unless it says otherwise.
    init(
        _ program: String, _ arguments: [String], columns: Int = 80, rows: Int = 24, environment: [String: String] = [:]
    ) throws {
        let python = try #require(
            ProcessInfo.processInfo.environment["CONVENED_TEST_PYTHON"],
            "CONVENED_TEST_PYTHON isn't set: it names a Python that has PyPI's pyte, and Tests/run sets it.")
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments =
            [Binaries.checkout + "/Tests/Tools/terminal.py", "\(columns)", "\(rows)", program] + arguments
        process.environment = ["TERM": "xterm-256color", "LANG": "C.UTF-8"].merging(environment) { $1 }
        process.standardInput = requests
        process.standardOutput = answers
        process.standardError = errors
        try process.run()
    }

    deinit {
        try? requests.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    // MARK: What somebody at the terminal does

    /// Presses keys: Enter is `\r`, Ctrl-C `\u{3}`, an arrow `\u{1B}[A`.
    @discardableResult
    func type(_ text: String) throws -> TerminalScreen { try request(["do": "type", "text": text]) }

    /// Changes the window's size.
    @discardableResult
    func resize(columns: Int, rows: Int) throws -> TerminalScreen {
        try request(["do": "resize", "columns": columns, "rows": rows])
    }

    /// Sends the program a signal.
    func send(_ signal: Int32) throws { try request(["do": "signal", "number": Int(signal)]) }

    /// Closes the terminal's window.
    func hangUp() throws { try request(["do": "hangup"]) }

    // MARK: What the terminal shows

    /// What is on the screen now.
    func screen() throws -> TerminalScreen { try request(["do": "screen"]) }

    /// Waits until a text is on the screen.
    @discardableResult
    func wait(for text: String) throws -> TerminalScreen {
        try wait(for: "'\(text)'") { $0.text.contains(text) }
    }

    /// Waits until the screen is as it should be.
    ///
    /// - Parameter wish: What is waited for, as the failure says it.
    @discardableResult
    func wait(for wish: String, _ isMet: (TerminalScreen) -> Bool) throws -> TerminalScreen {
        let deadline = Date() + Self.patience
        var screen = try screen()
        while !isMet(screen) {
            let left = deadline.timeIntervalSinceNow
            guard left > 0, screen.status == nil else { throw Unmet(wish: wish, screen: screen) }
            screen = try request(["do": "next", "seconds": left])
        }
        return screen
    }

    /// Waits for the program's end, and returns its exit status, negative for a signal.
    func end() throws -> Int32 {
        let screen = try wait(for: "the program's end") { $0.status != nil }
        return Int32(screen.status ?? 0)
    }

    struct Unmet: Error, CustomStringConvertible {
        let wish: String
        let screen: TerminalScreen
        var description: String {
            let state = screen.status.map { "the program ended with \($0)" } ?? "the program still ran"
            return "\(wish) never came; \(state), and the screen was:\n\(screen.text)"
        }
    }

    @discardableResult
    private func request(_ request: [String: Any]) throws -> TerminalScreen {
        let line = try JSONSerialization.data(withJSONObject: request) + Data("\n".utf8)
        try requests.fileHandleForWriting.write(contentsOf: line)
        while true {
            if let end = received.firstIndex(of: UInt8(ascii: "\n")) {
                defer { received = Data(received[(end + 1)...]) }
                return try JSONDecoder().decode(TerminalScreen.self, from: received[..<end])
            }
            let more = answers.fileHandleForReading.availableData
            guard !more.isEmpty else {
                let reason = String(decoding: errors.fileHandleForReading.availableData, as: UTF8.self)
                throw Broken(description: "the terminal broke down: \(reason)")
            }
            received += more
        }
    }

    private struct Broken: Error, CustomStringConvertible {
        let description: String
    }
}

/// A screen at one moment.
struct TerminalScreen: Decodable {
    /// Text in another style than the terminal's usual one. Rows and columns count from 0.
    struct Run: Decodable {
        struct Style: Decodable, Equatable {
            let foreground: String
            let background: String
            let attributes: [String]
        }

        let row: Int
        let column: Int
        let text: String
        let style: Style
    }

    /// As many as the screen has rows, without the spaces at their ends.
    let lines: [String]
    let column: Int
    let row: Int
    let showsCursor: Bool
    let runs: [Run]
    /// The title of the window.
    let title: String
    /// How often the bell was rung since the start.
    let bells: Int
    /// Whether the screen is the one that is put away at a program's end.
    let isAlternate: Bool
    /// The last of all that the program has written, also what is on the screen no more.
    let written: String
    /// How the program ended: its exit status, or a signal as a negative number. `nil` while it runs.
    let status: Int?

    /// All lines.
    var text: String { lines.joined(separator: "\n") }

    /// Whether anything is in a colour.
    var hasColour: Bool {
        runs.contains { $0.style.foreground != "default" || $0.style.background != "default" }
    }

    /// The style of the first text that has one and contains this.
    func style(of text: String) -> Run.Style? {
        runs.first { $0.text.contains(text) }?.style
    }
}

extension DaemonProcess {
    /// The command line against this daemon, on a terminal of its own.
    func terminal(
        _ arguments: String..., columns: Int = 80, rows: Int = 24, environment: [String: String] = [:]
    ) throws -> TerminalSession {
        try TerminalSession(
            Binaries.convene, arguments, columns: columns, rows: rows,
            environment: ["CONVENED_SOCKET": socket].merging(environment) { $1 })
    }
}
