import ConvenedAPI
import Glibc
import Synchronization
import Varlink

/// Checks members in and out as fast as a number of connections can, and prints how many a second were confirmed.
///
///     convened-load SOCKET CONNECTIONS SECONDS
///     convened-load SOCKET METHOD PARAMETERS COUNT
///     convened-load --latency SOCKET SECONDS
///
/// In the second form it asks one thing several times over one connection and prints the median in microseconds, up to
/// the reply's last byte. In the third it checks members in and out 200 times a second over one connection, as people
/// do, and prints how long each took, in microseconds, a line each.
///
/// Every call changes something: a check-in begins a presence, the check-out after it ends it, and both write an event,
/// a presence, an attendance and a week. Each connection has members of its own and goes through all of them before it
/// comes to the first again. Any refusal ends the run.
@main
struct Load {
    static func main() throws {
        if CommandLine.arguments.count == 5, let count = Int(CommandLine.arguments[4]), count > 0 {
            return try ask(CommandLine.arguments[2], CommandLine.arguments[3], count, at: CommandLine.arguments[1])
        }
        if CommandLine.arguments.count == 4, CommandLine.arguments[1] == "--latency",
            let seconds = Int(CommandLine.arguments[3])
        {
            return try latency(at: CommandLine.arguments[2], seconds)
        }
        guard CommandLine.arguments.count == 4, let connections = Int(CommandLine.arguments[2]),
            let seconds = Int(CommandLine.arguments[3]), connections > 0
        else {
            write(
                "usage: convened-load SOCKET (CONNECTIONS SECONDS | METHOD PARAMETERS COUNT) | --latency SOCKET SECONDS\n",
                to: STDERR_FILENO)
            exit(64)
        }
        let socket = CommandLine.arguments[1]
        let members = try present(at: socket)
        guard members.count >= connections else {
            write("\(members.count) members are too few for \(connections) connections\n", to: STDERR_FILENO)
            exit(65)
        }
        let shares = (0..<connections).map { index in
            members.enumerated().filter { $0.offset % connections == index }.map(\.element)
        }
        let end = ContinuousClock.now + .seconds(seconds)
        let begin = ContinuousClock.now
        let total = Atomic(0)
        let threads = try shares.map { share in
            try Thread { total.add(Self.run(share, at: socket, until: end), ordering: .relaxed) }
        }
        for thread in threads { thread.join() }
        let elapsed = ContinuousClock.now - begin
        let time = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
        write("\(Int(Double(total.load(ordering: .relaxed)) / time))\n", to: STDOUT_FILENO)
    }

    /// The time ends with the last byte of the reply: what a client makes of it is its own affair.
    private static func ask(_ method: String, _ parameters: String, _ count: Int, at path: String) throws {
        let descriptor = connected(to: path)
        let question = Array(#"{"method":"\#(method)","parameters":\#(parameters)}"#.utf8) + [0]
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        let times = (0..<count).map { _ in
            let begin = ContinuousClock.now
            var received = Glibc.write(descriptor, question, question.count)
            while received > 0 {
                received = read(descriptor, &buffer, buffer.count)
                if received > 0, buffer[received - 1] == 0 { break }
            }
            if received <= 0 { fail("the connection was closed") }
            return (ContinuousClock.now - begin).components.attoseconds / 1_000_000_000_000
        }
        write("\(times.sorted()[count / 2])\n", to: STDOUT_FILENO)
    }

    private static func latency(at path: String, _ seconds: Int) throws {
        var places = try present(at: path)
        let client = try VarlinkClient(connectingTo: path)
        var times: [Int64] = []
        for number in 0..<(seconds * 200) {
            let index = number % places.count
            let method = places[index].isIn ? "CheckOut" : "CheckIn"
            let begin = ContinuousClock.now
            _ = try client.call(
                "io.convened.Attendance.\(method)",
                ["member": .string(places[index].member), "session": .string(places[index].session)])
            times.append((ContinuousClock.now - begin).components.attoseconds / 1_000_000_000_000)
            places[index].isIn.toggle()
            usleep(5000)
        }
        for time in times { write("\(time)\n", to: STDOUT_FILENO) }
    }

    private static func connected(to path: String) -> CInt {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        let result = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        if result != 0 { fail("no connection to \(path)") }
        return descriptor
    }

    private static func fail(_ problem: String) -> Never {
        write("a call failed: \(problem)\n", to: STDERR_FILENO)
        exit(70)
    }

    /// A member and the session at which they are.
    private struct Place: Sendable {
        let member: String
        let session: String
        var isIn: Bool
    }

    /// Who is expected at the sessions that run now.
    private static func present(at socket: String) throws -> [Place] {
        let client = try VarlinkClient(connectingTo: socket)
        let sessions = try client.call(API.Sessions.Today.self, NoParameters()).sessions.filter {
            $0.state == "running"
        }
        return try sessions.flatMap { session in
            try client.call(API.Sessions.Show.self, .init(session: session.session)).attendances.map { attendance in
                Place(member: attendance.member, session: session.session, isIn: attendance.state == "present")
            }
        }
    }

    private static func run(_ places: [Place], at socket: String, until end: ContinuousClock.Instant) -> Int {
        var places = places
        var count = 0
        do {
            let client = try VarlinkClient(connectingTo: socket)
            while true {
                for index in places.indices {
                    if ContinuousClock.now >= end { return count }
                    let place = places[index]
                    let method = place.isIn ? "CheckOut" : "CheckIn"
                    _ = try client.call(
                        "io.convened.Attendance.\(method)",
                        ["member": .string(place.member), "session": .string(place.session)])
                    places[index].isIn.toggle()
                    count += 1
                }
            }
        } catch {
            fail("\(error)")
        }
    }

    private static func write(_ text: String, to descriptor: CInt) {
        let bytes = Array(text.utf8)
        _ = Glibc.write(descriptor, bytes, bytes.count)
    }
}

/// A thread that runs a closure.
private struct Thread {
    private final class Box {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    private struct Failure: Error {}

    private let thread: pthread_t

    init(_ body: @escaping @Sendable () -> Void) throws {
        var thread = pthread_t()
        let box = Unmanaged.passRetained(Box(body))
        let status = pthread_create(
            &thread, nil,
            { pointer in
                if let pointer { Unmanaged<Box>.fromOpaque(pointer).takeRetainedValue().body() }
                return nil
            }, box.toOpaque())
        guard status == 0 else { throw Failure() }
        self.thread = thread
    }

    func join() { pthread_join(thread, nil) }
}
