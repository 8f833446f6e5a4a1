import CLinux
import Foundation
import Glibc

/// A cgroup of its own for each plugin, below one that systemd has handed over (`Delegate=yes`). What is in one can be
/// counted, limited and ended as a whole, however it was started.
package final class PluginCgroups: Sendable {
    private static let root = "/sys/fs/cgroup"
    /// Limits of each, where the kernel's controllers for them are handed over too.
    private static let limits = [("pids.max", "128"), ("memory.max", "2147483648"), ("memory.swap.max", "0")]
    private static let patience = Duration.seconds(5)

    private let folder: String

    /// Moves this process into a leaf, since a cgroup that has processes can't have others with controllers below it.
    ///
    /// - Returns: `nil` if nothing was handed over.
    package init?() {
        guard let line = try? String(contentsOfFile: "/proc/self/cgroup", encoding: .utf8),
            let path = line.split(separator: "\n").first(where: { $0.hasPrefix("0::/") })?.dropFirst(3)
        else { return nil }
        folder = Self.root + path
        guard clinux_is_delegated(folder) == 1 else { return nil }
        let leaf = folder + "/daemon"
        guard mkdir(leaf, 0o755) == 0 || errno == EEXIST, Self.write("0", to: leaf + "/cgroup.procs") else {
            return nil
        }
        for controller in ["pids", "memory"] {
            _ = Self.write("+\(controller)", to: folder + "/cgroup.subtree_control")
        }
    }

    /// An open file into which a process that is to be in a plugin's cgroup writes itself.
    func entrance(for plugin: String) -> Descriptor? {
        let path = self.path(of: plugin)
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else { return nil }
        for (file, value) in Self.limits { _ = Self.write(value, to: "\(path)/\(file)") }
        let number = Glibc.open("\(path)/cgroup.procs", O_WRONLY | O_CLOEXEC)
        return number < 0 ? nil : Descriptor(owning: number)
    }

    /// Ends everything that is in a plugin's cgroup, and returns once it has ended.
    func end(_ plugin: String) {
        let path = self.path(of: plugin)
        guard Self.write("1", to: path + "/cgroup.kill") else { return }
        let deadline = ContinuousClock.now + Self.patience
        while ContinuousClock.now < deadline {
            let events = try? String(contentsOfFile: path + "/cgroup.events", encoding: .utf8)
            guard events?.contains("populated 1") == true else { break }
            usleep(500)
        }
    }

    private func path(of plugin: String) -> String { "\(folder)/plugin-\(plugin)" }

    private static func write(_ text: String, to path: String) -> Bool {
        let file = Glibc.open(path, O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        return Glibc.write(file, text, text.utf8.count) == text.utf8.count
    }
}
