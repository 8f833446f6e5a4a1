import CLinux
import Foundation
import Glibc
import Synchronization

/// The processes that plugins run as, and whatever those have started.
///
/// A process that loses its parent becomes a child of the daemon, which has made itself the one that such processes go
/// to. A child that nobody started here is therefore a stray of some plugin: it is told apart by the mark that its run
/// has in its environment, and goes when that run ends.
final class Brood: Sendable {
    static let shared = Brood()
    /// The variable by which the processes of one run are told from those of another.
    static let mark = "CONVENED_RUN"
    /// How long the strays of a run may take to be gone.
    private static let patience = Duration.seconds(10)
    /// Through how many parents a process is followed to the plugin that it may belong to.
    private static let generations = 256

    /// The run of each process that was started here and hasn't been reaped.
    private let runs = Mutex<[pid_t: String]>([:])

    /// Starts a process. Nobody looks for strays meanwhile, who would take it for one.
    func start(
        _ run: String, _ spawn: () -> Result<PluginStart.Started, PluginStart.Failure>
    ) -> Result<PluginStart.Started, PluginStart.Failure> {
        runs.withLock { runs in
            let result = spawn()
            if case .success(let started) = result { runs[started.pid] = run }
            return result
        }
    }

    /// Takes the ending of a process if it has ended, with the processor time that it used; `nil` if it still runs.
    func reap(_ pid: pid_t, _ pidfd: Descriptor) -> (ending: Ending, used: Duration)? {
        runs.withLock { runs in
            var ending = clinux_ending(status: -1, signal: 0, processor_time: 0)
            if clinux_reap(pidfd.number, &ending) == EAGAIN { return nil }
            runs[pid] = nil
            return (
                ending.signal != 0 ? .signalled(ending.signal) : .exited(ending.status),
                .microseconds(ending.processor_time)
            )
        }
    }

    /// Ends the strays of a run that has ended, and returns once they are gone.
    ///
    /// - Returns: Whether they are.
    func clear(_ run: String) -> Bool {
        if !Self.hasChild(P_ALL, 0) { return true }
        let deadline = ContinuousClock.now + Self.patience
        var mine: Set<pid_t> = []
        while true {
            let left = strays(of: run, known: mine)
            if left.isEmpty { return true }
            if ContinuousClock.now > deadline { return false }
            for stray in left {
                let all = [stray] + Self.descendants(of: stray)
                mine.formUnion(all)
                // Children are reaped under the lock only, so a number that is a child's stays that child's.
                runs.withLock { runs in
                    guard runs[stray] == nil, Self.hasChild(P_PID, id_t(stray)) else { return }
                    for pid in all { kill(pid, SIGKILL) }
                    var info = siginfo_t()
                    waitid(P_PID, id_t(stray), &info, WEXITED | WNOHANG)
                }
            }
            usleep(500)
        }
    }

    /// Whether this process has a child of a kind; mostly it has none at all, and so no stray, which is asked in one call.
    private static func hasChild(_ kind: idtype_t, _ number: id_t) -> Bool {
        var info = siginfo_t()
        return waitid(kind, number, &info, WEXITED | WNOHANG | WNOWAIT) == 0 || errno != ECHILD
    }

    /// The strays that belong to a run: those with its mark, and those whose mark is no living run's. What this process
    /// may not end, such as a mail program that is another user by now, is left to itself.
    private func strays(of run: String, known: Set<pid_t>) -> [pid_t] {
        let (children, living) = runs.withLock { runs in
            (Self.children(of: getpid()).filter { runs[$0] == nil }, Set(runs.values))
        }
        return children.filter { child in
            guard known.contains(child) || kill(child, 0) == 0 else { return false }
            guard !known.contains(child), let mark = Self.run(of: child) else { return true }
            return mark == run || !living.contains(mark)
        }
    }

    private static func run(of pid: pid_t) -> String? {
        let start = Array("\(mark)=".utf8)
        return contents("/proc/\(pid)/environ").split(separator: 0).first { $0.starts(with: start) }
            .map { String(decoding: $0.dropFirst(start.count), as: UTF8.self) }
    }

    /// The plugin that a process belongs to: the one that it is, or that its parents are; `nil` if it belongs to none.
    ///
    /// Empty if it can't be told: a process that has ended already, or has very many between itself and the first one, may
    /// have been made so by a plugin that wants to be nobody's.
    func plugin(behind peer: pid_t) -> String? {
        // In the daemon's view of processes it isn't there, so none of the daemon's has started it.
        guard peer > 0 else { return nil }
        var pid = peer
        for _ in 1...Self.generations {
            if let mark = runs.withLock({ $0[pid] }) { return Self.name(in: mark) }
            guard let parent = Self.parent(of: pid) else {
                // What is another user's isn't shown to a service, and is no plugin's.
                if kill(pid, 0) < 0, errno == EPERM { return nil }
                if pid == peer { return "" }
                // Who has ended between is no parent any more.
                pid = peer
                continue
            }
            // A stray of the daemon's: its mark says whose, as long as it has one.
            if parent == getpid() { return Self.run(of: pid).map(Self.name) ?? "" }
            if parent <= 1 { return nil }
            pid = parent
        }
        return ""
    }

    private static func name(in mark: String) -> String { String(mark.prefix { $0 != "/" }) }

    private static func parent(of pid: pid_t) -> pid_t? {
        // The name in parentheses may hold anything; the parent comes second after it.
        let fields = contents("/proc/\(pid)/stat").split(separator: UInt8(ascii: ")")).last?
            .split(separator: UInt8(ascii: " "))
        return fields.flatMap { $0.count > 1 ? pid_t(String(decoding: $0[$0.startIndex + 1], as: UTF8.self)) : nil }
    }

    /// Every process that descends from one, as long as those in between live.
    static func descendants(of pid: pid_t) -> [pid_t] {
        var found: [pid_t] = []
        var seen: Set<pid_t> = [pid]
        var next = [pid]
        while let one = next.popLast() {
            for child in children(of: one) where seen.insert(child).inserted {
                found.append(child)
                next.append(child)
            }
        }
        return found
    }

    private static func children(of pid: pid_t) -> [pid_t] {
        let tasks = "/proc/\(pid)/task"
        guard let stream = opendir(tasks) else { return [] }
        defer { closedir(stream) }
        var children: [pid_t] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasPrefix(".") { continue }
            let list = contents("\(tasks)/\(name)/children").split(separator: UInt8(ascii: " "))
            children += list.compactMap { pid_t(String(decoding: $0, as: UTF8.self)) }
        }
        return children
    }

    /// What there is to read at a path of /proc, up to a limit; nothing if it can't be read.
    private static func contents(_ path: String) -> [UInt8] {
        guard let file = Descriptor.open(path) else { return [] }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while bytes.count < 1 << 20 {
            let count = read(file.number, &chunk, chunk.count)
            if count <= 0 { break }
            bytes += chunk[..<count]
        }
        return bytes
    }
}

/// Tells who of those that connect by themselves is a plugin.
package enum PluginPeer {
    /// Lets processes that plugins have left become children of this process, so that they can be found and ended.
    ///
    /// - Returns: Whether they do.
    package static func adoptStrays() -> Bool { clinux_become_subreaper() == 0 }

    /// The name of the plugin whose process this is; empty for a plugin's process that hides whose, `nil` for any other.
    package static func plugin(behind pid: Int32) -> String? { Brood.shared.plugin(behind: pid) }
}
