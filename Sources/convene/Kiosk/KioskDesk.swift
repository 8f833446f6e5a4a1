import ConvenedAPI
import Glibc
import Varlink

/// Performs what a kiosk decides: keys and lines in, calls to the daemon, the screen or lines out.
final class KioskDesk {
    private let command: KioskCommand
    private let daemon: Connection
    private var kiosk: Kiosk
    private var isOver = false
    /// Whether answers are lines instead of a screen.
    private var printsLines = true
    /// The first refusal of an input that was read to its end.
    private var status: ExitStatus?

    init(_ command: KioskCommand, _ daemon: Connection) {
        self.command = command
        self.daemon = daemon
        kiosk = Kiosk(keyPrefix: "kiosk-" + String(UInt64.random(in: .min ... .max), radix: 16))
    }

    /// Runs until the input ends or somebody ends it.
    func run() throws {
        guard let signals = Signals.begin([SIGINT, SIGTERM, SIGHUP, SIGWINCH]) else {
            throw Failure(.software, "Signals can't be waited for: \(String(cString: strerror(errno))).")
        }
        let end: Int32?
        if !command.plain, !daemon.printsJSON, let screen = FullScreen.begin(title: "convene kiosk") {
            printsLines = false
            end = serve(signals) { draw(on: screen) }
            // The terminal is put back before anything is said about what was left.
            _ = consume screen
        } else {
            try daemon.connect()
            end = serve(signals) {}
        }
        try finish(end)
    }

    /// Returns the signal that ended it, if one did.
    private func serve(_ signals: borrowing Signals, draw: () -> Void) -> Int32? {
        perform(kiosk.tick(at: now))
        var inputs: Set<Int32> = [STDIN_FILENO]
        draw()
        while !isOver {
            let sources = Array(inputs) + [signals.descriptor] + (daemon.descriptor.map { [$0] } ?? [])
            let timeout = kiosk.wakesAt.map { $0 - now.uptime }
            let ready = Signals.wait(for: sources, milliseconds: timeout)
            for number in ready.contains(signals.descriptor) ? signals.take() : [] {
                if number == SIGTERM || number == SIGHUP { return number }
                if number == SIGINT { perform(kiosk.interrupt(at: now), interrupted: true) }
            }
            if let descriptor = daemon.descriptor, ready.contains(descriptor) { receive() }
            if ready.contains(STDIN_FILENO), !read() { inputs = [] }
            perform(kiosk.tick(at: now))
            draw()
        }
        return nil
    }

    /// Whether there may be more to read.
    private func read() -> Bool {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let got = Glibc.read(STDIN_FILENO, &bytes, bytes.count)
        if got > 0 {
            perform(kiosk.take(bytes[..<got], at: now), interrupted: bytes[..<got].contains(3))
            return true
        }
        if got < 0 && (errno == EINTR || errno == EAGAIN) { return true }
        perform(kiosk.end(at: now))
        return false
    }

    private func perform(_ actions: [Kiosk.Action], interrupted: Bool = false) {
        for action in actions {
            switch action {
            case .connect: connect()
            case .hangUp: daemon.disconnect()
            case .send(let scan): send(scan)
            case .tell(let panel, let scan): tell(panel, "\(printable(scan.code))  ")
            case .warn(let panel): tell(panel, "")
            case .leave:
                isOver = true
                if interrupted { status = .interrupted }
            }
        }
    }

    // MARK: The daemon

    private func connect() {
        do {
            try daemon.connect()
            perform(kiosk.connected(at: now))
        } catch {
            perform(kiosk.lost(reason(error), at: now))
        }
    }

    private func send(_ scan: Kiosk.Scan) {
        do {
            try daemon.send(
                API.Attendance.Scan.self,
                .init(
                    code: scan.code, session: command.session, at: utc(scan.at), out: command.out ? true : nil,
                    idempotencyKey: scan.key))
        } catch {
            lose(reason(error))
        }
    }

    private func receive() {
        do {
            let reply = try daemon.receive()
            if daemon.printsJSON { daemon.printJSON(reply) }
            try perform(kiosk.answered(.init(reply.decoded(as: API.Attendance.Scan.self)), at: now))
        } catch let refusal as VarlinkFailure {
            // A daemon that is stopping or can't write now is away, too.
            if refusal.name == API.Service.Unavailable.name { return lose("convened can't take it now") }
            let failure = Failure(refusal, asJSON: daemon.printsJSON)
            if daemon.printsJSON { Terminal.complain(failure.lines) }
            status = status ?? failure.status
            perform(kiosk.answered(.init(refusal), at: now))
        } catch let failure as Failure {
            lose(reason(failure))
        } catch {
            lose("convened can't be understood")
        }
    }

    private func lose(_ reason: String) {
        daemon.disconnect()
        perform(kiosk.lost(reason, at: now))
    }

    private func reason(_ failure: Failure) -> String {
        switch failure.status {
        case .notAllowed: "You may not use convened's socket"
        case .unavailable: "convened isn't answering"
        default:
            failure.lines.first.map { $0.hasSuffix(".") ? String($0.dropLast()) : $0 } ?? "convened is out of reach"
        }
    }

    // MARK: Whoever scans

    private func draw(on screen: borrowing FullScreen) {
        let size = Terminal.size(STDOUT_FILENO)
        screen.draw(kiosk.lines(columns: size.columns, rows: size.rows, out: command.out, on: Terminal.output))
    }

    private func tell(_ panel: Kiosk.Panel, _ prefix: String) {
        if isatty(STDOUT_FILENO) == 1 { Terminal.write([7]) }
        if printsLines && !daemon.printsJSON { Terminal.print(["\(prefix)\(panel.tone.sign) \(panel.line)"]) }
    }

    /// Says what was never sent, since it would be lost without a word.
    private func finish(_ signal: Int32?) throws {
        if !kiosk.queue.isEmpty {
            let unsent = kiosk.queue.map { "  \(printable($0.code)) at \(utc($0.at))" }
            let what = count(kiosk.queue.count, "scan was", "scans were")
            throw Failure(
                .unavailable,
                lines: ["\(what) not answered; enter what is missing with 'convene in CODE --at TIME':"] + unsent)
        }
        if signal == nil, let status, status == .interrupted || isatty(STDIN_FILENO) != 1 { throw Failure(status) }
    }

    private var now: Kiosk.Moment {
        Kiosk.Moment(uptime: milliseconds(CLOCK_BOOTTIME), wall: milliseconds(CLOCK_REALTIME))
    }

    private func milliseconds(_ clock: Int32) -> Int {
        var time = timespec()
        clock_gettime(clock, &time)
        return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
    }
}
