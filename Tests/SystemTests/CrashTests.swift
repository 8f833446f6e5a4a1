import ConvenedAPI
import Foundation
import Synchronization
import Testing
import Varlink

/// The daemon is killed under load, again and again: what it had confirmed is there.
@Suite struct CrashTests {
    private static let connections = 16
    private static let membersEach = 4
    private static let rounds = 8

    @Test func whatWasConfirmedSurvivesKill() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var random = Seeded(seed)
        let daemon = try DaemonProcess()
        try furnish(daemon)
        var known: Facts = [:]
        var confirmed = 0
        for round in 1...Self.rounds {
            let note = Comment("seed \(seed), round \(round)")
            let run = try killUnderLoad(
                daemon, known, after: Int.random(in: 1...600, using: &random),
                pause: UInt32.random(in: 0...3000, using: &random))
            #expect(run.surprises.isEmpty, note)
            confirmed += run.facts.values.reduce(0) { $0 + $1.count }
            try daemon.start()
            let found = try facts(daemon, note)
            for (member, facts) in run.facts { check(member, found[member] ?? [], (known[member] ?? []) + facts, note) }
            let states = try states(daemon)
            for (member, facts) in found { #expect(states[member] == facts.last?.state, "\(member), \(note)") }
            known = found
        }
        // Every round kills after at least one confirmation, and most after hundreds.
        #expect(confirmed > Self.rounds)
        #expect(daemon.end() == 0)
        let verdict = try integrity(daemon)
        #expect(verdict == "ok\n", "seed \(seed)")
    }

    /// What was confirmed comes first, in its order; after it there may be what was under way when the daemon died.
    private func check(_ member: String, _ found: [Fact], _ confirmed: [Fact], _ note: Comment) {
        #expect(Array(found.prefix(confirmed.count)) == confirmed, "\(member), \(note)")
        #expect(found.count <= confirmed.count + 1, "\(member), \(note)")
    }

    private func furnish(_ daemon: DaemonProcess) throws {
        try daemon.importPrograms("iop-adult")
        try daemon.addGroup("evening", named: "Evening IOP")
        let lines = (0..<Self.connections * Self.membersEach).map { number in
            "\(code(number)),Zora Testling,1990-01-01,,,iop-adult,\(Noon.today),evening"
        }
        try daemon.importMembers(lines.joined(separator: "\n"))
    }

    private func code(_ number: Int) -> String { "A\(100 + number)" }

    // MARK: Load

    /// One confirmed or recorded entry.
    private struct Fact: Equatable, Sendable {
        let state: String
        let at: String
    }

    private typealias Facts = [String: [Fact]]

    private struct Load: Sendable {
        var facts: Facts = [:]
        var surprises: [String] = []
        var left: Int
    }

    /// Checks members in and out over many connections until the daemon is killed, shortly after so many replies.
    private func killUnderLoad(
        _ daemon: DaemonProcess, _ known: Facts, after replies: Int, pause: UInt32
    ) throws -> Load {
        let load = Box(Load(left: replies))
        let group = DispatchGroup()
        let (socket, pid) = (daemon.socket, daemon.process.processIdentifier)
        for connection in 0..<Self.connections {
            let members = (0..<Self.membersEach).map { code(connection * Self.membersEach + $0) }
            let isIn = members.map { known[$0]?.last?.state == "present" }
            group.enter()
            Thread.detachNewThread {
                defer { group.leave() }
                Self.work(socket, members, isIn, load) {
                    usleep(pause)
                    kill(pid, SIGKILL)
                }
            }
        }
        group.wait()
        daemon.end(by: SIGKILL)
        return load.state.withLock { $0 }
    }

    private final class Box: Sendable {
        let state: Mutex<Load>
        init(_ load: Load) { state = Mutex(load) }
    }

    private static func work(
        _ socket: String, _ members: [String], _ wereIn: [Bool], _ load: Box, _ strike: () -> Void
    ) {
        var isIn = wereIn
        do {
            let client = try VarlinkClient(connectingTo: socket, timeout: .seconds(30))
            while true {
                for (index, member) in members.enumerated() {
                    let (fact, isNew) = try isIn[index] ? checkOut(member, client) : checkIn(member, client)
                    isIn[index].toggle()
                    let strikes = load.state.withLock { load in
                        load.facts[member, default: []].append(fact)
                        if !isNew { load.surprises.append("\(member) was \(fact.state) before") }
                        load.left -= 1
                        return load.left == 0
                    }
                    if strikes { strike() }
                }
            }
        } catch VarlinkClientError.closed, VarlinkClientError.refused {
            // The daemon is dead.
        } catch {
            load.state.withLock { $0.surprises.append("\(error)") }
            strike()
        }
    }

    private static func checkIn(_ member: String, _ client: VarlinkClient) throws -> (Fact, Bool) {
        let reply = try client.call(API.Attendance.CheckIn.self, .init(member: member))
        return (Fact(state: "present", at: reply.since), !reply.alreadyIn)
    }

    private static func checkOut(_ member: String, _ client: VarlinkClient) throws -> (Fact, Bool) {
        let reply = try client.call(API.Attendance.CheckOut.self, .init(member: member))
        return (Fact(state: "left", at: reply.until), !reply.alreadyOut)
    }

    // MARK: What is there

    /// The entries of every member, from all events, whose numbers have no gap.
    private func facts(_ daemon: DaemonProcess, _ note: Comment) throws -> Facts {
        let client = try daemon.client()
        var facts: Facts = [:]
        var last = 0
        while true {
            let events = try client.call(API.Events.List.self, .init(since: last, limit: 1000)).events
            if events.isEmpty { break }
            #expect(events.map(\.sequence) == Array(last + 1...last + events.count), note)
            last += events.count
            for event in events {
                guard let member = event.member, event.type.hasPrefix("attendance.checked_") else { continue }
                let state = event.type == "attendance.checked_in" ? "present" : "left"
                facts[member, default: []].append(Fact(state: state, at: event.happened))
            }
        }
        #expect(try client.call(API.Service.Status.self).lastSequence == last, note)
        return facts
    }

    private func states(_ daemon: DaemonProcess) throws -> [String: String] {
        let session = try daemon.client().call(API.Sessions.Show.self, .init(session: daemon.session("evening")))
        return Dictionary(session.attendances.map { ($0.member, $0.state) }, uniquingKeysWith: { first, _ in first })
    }

    /// What SQLite itself says about a copy of the ledger.
    private func integrity(_ daemon: DaemonProcess) throws -> String {
        let copy = daemon.folder.appendingPathComponent("copy.db").path
        try FileManager.default.copyItem(atPath: daemon.ledger, toPath: copy)
        return try run("/usr/bin/sqlite3", [copy, "PRAGMA integrity_check"]).all
    }
}
