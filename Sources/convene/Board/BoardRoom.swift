import ConvenedAPI
import Glibc
import Varlink

/// Performs what a board decides: keys and events in, calls to the daemon and the screen out.
///
/// One connection follows the events, so that nothing is asked for while nothing happens; the other one asks.
final class BoardRoom {
    private let command: BoardCommand
    private let feed: Connection
    private let desk: Connection
    private var board: Board
    /// What waits for its answer, in the order in which it was asked.
    private var asked: [Board.Request] = []
    /// When the daemon has kept one waiting for too long.
    private var patience: Int?
    /// When to try to connect again.
    private var retry: Int?
    private var isOver = false
    /// What was typed of a line that isn't at its end.
    private var typed: [UInt8] = []

    private static let retryAfter = 1000
    private static let longestAnswer = 5000

    init(_ command: BoardCommand) {
        self.command = command
        feed = Connection(command.global)
        desk = Connection(command.global)
        board = Board(named: command.session, showsNames: command.names)
    }

    /// Runs until somebody leaves. Where there is no daemon at first, that is an error and not a board.
    func run() throws {
        guard let signals = Signals.begin([SIGINT, SIGTERM, SIGHUP, SIGWINCH]) else {
            throw Failure(.software, "Signals can't be waited for: \(String(cString: strerror(errno))).")
        }
        try desk.askWhoUsesIt()
        try feed.checkPresence()
        if !command.plain, let screen = FullScreen.begin(title: "convene board") {
            serve(signals, readsKeys: true) { _ in
                let size = Terminal.size(STDOUT_FILENO)
                screen.draw(board.lines(columns: size.columns, rows: size.rows, on: Terminal.output, at: now))
            }
        } else {
            serve(signals, readsKeys: false) { before in Terminal.print(board.said(since: before, at: now)) }
        }
    }

    private func serve(_ signals: borrowing Signals, readsKeys: Bool, show: (Board) -> Void) {
        var reads = true
        var before = board
        connect()
        show(before)
        // What was asked is still answered, so that nobody leaves without knowing.
        while !isOver || !asked.isEmpty {
            before = board
            let sources =
                [signals.descriptor] + (reads && !isOver && (readsKeys || board.takesKeys) ? [STDIN_FILENO] : [])
                + [feed.descriptor, desk.descriptor].compactMap { $0 }
            let ready = Signals.wait(for: sources, milliseconds: wait(ticks: readsKeys))
            if ready.contains(signals.descriptor), !Set(signals.take()).isDisjoint(with: [SIGINT, SIGTERM, SIGHUP]) {
                return
            }
            if let descriptor = feed.descriptor, ready.contains(descriptor) { hear() }
            if let descriptor = desk.descriptor, ready.contains(descriptor) { receive() }
            if ready.contains(STDIN_FILENO) { reads = readsKeys ? press(.read()) : readLines() }
            if let patience, now >= patience { lose("convened doesn't answer") }
            if let retry, now >= retry { connect() }
            show(before)
        }
    }

    /// The large clock moves once a second; a list of lines has nothing to do until something happens.
    private func wait(ticks: Bool) -> Int? {
        [ticks ? 1000 - now % 1000 : nil, patience.map { $0 - now }, retry.map { $0 - now }].compactMap { $0 }.min()
    }

    // MARK: Whoever presses

    private func press(_ key: Key) -> Bool {
        perform(board.press(key, at: now))
        return !isOver
    }

    /// Takes what has been typed; a line has the keys in their order.
    private func readLines() -> Bool {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(STDIN_FILENO, &bytes, bytes.count)
        if count < 0, errno == EINTR || errno == EAGAIN { return true }
        typed += bytes.prefix(max(0, count))
        // The last line of a pipe may lack its end.
        if count <= 0, !typed.isEmpty { typed.append(UInt8(ascii: "\n")) }
        while let end = typed.firstIndex(of: UInt8(ascii: "\n")) {
            press(line: String(decoding: typed[..<end], as: UTF8.self))
            typed.removeSubrange(...end)
        }
        if count > 0 { return true }
        // A pipe that is at its end has nothing more to press; somebody at a keyboard leaves.
        if isatty(STDIN_FILENO) == 1 { isOver = true }
        return false
    }

    private func press(line: String) {
        for character in line where !isOver { perform(board.press(.character(character), at: now)) }
        if board.isTyping { perform(board.press(.enter, at: now)) }
    }

    private func perform(_ actions: [Board.Action]) {
        for action in actions {
            switch action {
            case .ask(let request): ask(request)
            case .ring: if command.bell { Terminal.write([7]) }
            case .leave: isOver = true
            }
        }
    }

    // MARK: The daemon

    private func connect() {
        retry = nil
        do {
            try feed.send(API.Events.Follow.self, .init(), mode: .more)
        } catch {
            lose(error.reason)
        }
    }

    private func hear() {
        do {
            repeat {
                let reply = try feed.receive(waitsForEver: true).decoded(as: API.Events.Follow.self)
                perform(board.take(reply.events))
            } while feed.hasReply
        } catch {
            lose((error as? Failure)?.reason ?? "the events were refused")
        }
    }

    private func receive() {
        guard !asked.isEmpty else {
            // The daemon closes what is idle; the next question connects anew.
            return desk.disconnect()
        }
        do {
            repeat {
                let request = asked[0]
                do {
                    let reply = try desk.receive()
                    asked.removeFirst()
                    perform(try board.answer(request, with: reply))
                } catch let refusal as VarlinkFailure {
                    asked.removeFirst()
                    perform(board.refused(refusal.lines.joined(separator: " ")))
                }
            } while desk.hasReply && !asked.isEmpty
            patience = asked.isEmpty ? nil : now + Self.longestAnswer
        } catch {
            lose((error as? Failure)?.reason ?? "convened can't be understood")
        }
    }

    private func lose(_ reason: String) {
        let unanswered = asked.contains { $0 != .show && $0 != .today }
        feed.disconnect()
        desk.disconnect()
        asked = []
        patience = nil
        retry = now + Self.retryAfter
        board.lost(reason, at: now)
        if unanswered { board.done("The connection was lost before an answer came: look whether it was done") }
    }

    private func ask(_ request: Board.Request) {
        do {
            try desk.send(request, on: board.session, names: command.names)
            asked.append(request)
            patience = patience ?? now + Self.longestAnswer
        } catch {
            lose(error.reason)
        }
    }

    /// Milliseconds since 1970 UTC.
    private var now: Int {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
    }
}

extension Connection {
    fileprivate func send(_ request: Board.Request, on session: String?, names: Bool) throws(Failure) {
        switch request {
        case .today: try send(API.Sessions.Today.self, .init())
        case .show: try send(API.Sessions.Show.self, .init(session: session, names: names ? true : nil))
        case .checkIn(let member): try send(API.Attendance.CheckIn.self, .init(member: member, session: session))
        case .checkOut(let member): try send(API.Attendance.CheckOut.self, .init(member: member, session: session))
        case .undo: try send(API.Attendance.Undo.self, .init())
        case .measures: try send(API.Measures.List.self, .init())
        case .record(let entry):
            try send(API.Measures.Record.self, .init(member: entry.member, session: session, values: entry.values))
        case .open: try send(API.Sessions.Open.self, .init(session: session))
        case .start(let time): try send(API.Sessions.Start.self, .init(session: session, at: time))
        case .end: try send(API.Sessions.End.self, .init(session: session))
        case .next: try send(API.Sessions.Next.self, .init(session: session))
        case .back: try send(API.Sessions.Back.self, .init(session: session))
        case .pause: try send(API.Sessions.Pause.self, .init(session: session, kind: "break"))
        case .resume: try send(API.Sessions.Resume.self, .init(session: session))
        case .extend:
            try send(API.Sessions.Extend.self, .init(session: session, bySeconds: Board.extensionSeconds))
        }
    }
}

extension Board {
    /// Takes the answer to what was asked.
    fileprivate mutating func answer(_ request: Request, with reply: ReplyMessage) throws -> [Action] {
        switch request {
        case .today: return answer(try reply.decoded(as: API.Sessions.Today.self))
        case .show: return answer(try reply.decoded(as: API.Sessions.Show.self))
        case .checkIn(let member):
            let answer = try reply.decoded(as: API.Attendance.CheckIn.self)
            let state = answer.alreadyIn ? "\(label(member)) was in already" : "\(label(member)) is in"
            let asks = answer.measures.isEmpty ? [] : ["M asks for \(answer.measures.joined(separator: ", "))"]
            done(([state] + answer.warnings + asks).joined(separator: " · "))
        case .checkOut(let member): done("\(label(member)) is out")
        case .undo: done(try reply.decoded(as: API.Attendance.Undo.self).message)
        case .extend: done("Ten minutes more")
        case .end: done("Everybody is checked out")
        case .measures: answer(try reply.decoded(as: API.Measures.List.self))
        case .record(let entry): done("Written down for \(label(entry.member))")
        case .open, .start, .next, .back, .pause, .resume: break
        }
        return []
    }

    private func label(_ member: String) -> String {
        shown?.attendances.first { $0.member == member }?.label(showsNames) ?? member
    }
}

extension Failure {
    /// Why there is no connection, in a few words for a screen that others see.
    var reason: String {
        switch status {
        case .notAllowed: "you may not use convened's socket"
        case .unavailable: "convened isn't answering"
        default: lines.first.map { $0.hasSuffix(".") ? String($0.dropLast()) : $0 } ?? "convened is out of reach"
        }
    }
}
