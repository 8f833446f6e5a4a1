import Clinic
import Glibc
import Logging
import Systemd

// As the daemon does it: identifiers are declared safe where both targets are known.
extension MemberCode: JournalSafe {}
extension SessionName: JournalSafe {}

/// A program that uses `Systemd` for real, as the child of a test or as a unit's main process.
@main
struct SystemdProbe {
    static func main() {
        do {
            switch CommandLine.arguments.dropFirst().first {
            case nil: try serve()
            case "ask": try ask(path: CommandLine.arguments[2])
            case "journal": writeJournal()
            case "listen": try showDescriptors()
            case "notify": try tellManager()
            case "watchdog": print(try Watchdog.feedInterval().map { "\($0)" } ?? "none")
            default: exit(64)
            }
        } catch {
            print("\(error)")
            exit(1)
        }
    }

    private static func tellManager() throws {
        let notify = Notify()
        let answers = [
            try notify.ready(status: "Serving \(3) groups."), try notify.watchdog(), try notify.stopping(),
        ]
        print(answers)
    }

    private static func showDescriptors() throws {
        for passed in try ListenDescriptor.takeAll() {
            let flags = fcntl(passed.descriptor, F_GETFD)
            print(passed.name, passed.descriptor, passed.kind, flags & FD_CLOEXEC != 0 ? "close-on-exec" : "inherited")
        }
        for variable in ["LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES"] where getenv(variable) != nil {
            print("\(variable) is still set")
        }
    }

    private static func writeJournal() {
        let journal = Journal(environment: environment(["JOURNAL_STREAM"]))
        let member = MemberCode(unchecked: "M1042")
        let session = SessionName(unchecked: "evening-iop@2026-11-23")
        journal.send(
            .attendanceRecorded, "\(member) is in.\nSession \(session) has \(7) present.",
            fields: [.init(.member, member), .init(.session, session), .init(.uid, UInt32(1000))])
        // The protocol is not text: a line's end and what is not ASCII are values like others.
        journal.send(.limitReached, "A limit was reached.", priority: .critical, fields: [.init(.limit, odd)])
        var log = Logger(label: "io.convened.probe") {
            JournalLogHandler(component: $0, level: .debug, journal: journal)
        }
        log[metadataKey: "plugin"] = "hours-alert"
        log.warning("Slow.", metadata: ["seconds": "4"])
    }

    private static let odd: StaticString = "a=b\nPRIORITY=0\u{1}é"

    /// Answers each connection with the caller's user id, as the daemon's socket unit and service run it.
    private static func serve() throws {
        let passed = try ListenDescriptor.takeAll()
        guard let listener = passed.first(where: { $0.name == "varlink" && $0.kind == .listening }) else { exit(64) }
        let journal = Journal(environment: environment(["JOURNAL_STREAM"]))
        let notify = Notify()
        journal.send(.serviceReady, "The probe serves \(passed.count) socket.")
        try notify.ready(status: "Serving \(passed.count) socket.")
        while case let connection = accept(listener.descriptor, nil, nil), connection >= 0 {
            var credentials: (pid: Int32, uid: UInt32, gid: UInt32) = (0, 0, 0)
            var size = socklen_t(MemoryLayout.size(ofValue: credentials))
            getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &credentials, &size)
            let answer = Array("uid \(credentials.uid)\n".utf8)
            _ = write(connection, answer, answer.count)
            close(connection)
        }
    }

    /// Connects, and prints what the other side says.
    private static func ask(path: String) throws {
        let connection = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(100)) }
        let answer = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(connection, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard answer == 0 else {
            print("connect: \(String(cString: strerror(errno)))")
            return
        }
        var bytes = [UInt8](repeating: 0, count: 100)
        let count = read(connection, &bytes, bytes.count)
        print(String(decoding: bytes.prefix(max(0, count)), as: UTF8.self), terminator: "")
    }

    private static func environment(_ names: [String]) -> [String: String] {
        var found: [String: String] = [:]
        for name in names { found[name] = getenv(name).map { String(cString: $0) } }
        return found
    }
}
