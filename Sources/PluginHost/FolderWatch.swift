import Foundation
import Glibc

/// Says when something in the plugins' folders has changed and they have been quiet for a moment since, so that a plugin
/// that is being copied isn't looked at half-way. A thread waits for the kernel's word; nothing is polled.
final class FolderWatch: Sendable {
    private static let changes = UInt32(
        IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_CLOSE_WRITE | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF
    )
    /// Of a folder above one that doesn't exist yet only this is heard.
    private static let arrivals = UInt32(IN_CREATE | IN_MOVED_TO)
    /// Folders that never get quiet are looked at after this many quiet times.
    private static let patience = 20

    private let inotify: Descriptor
    private let stop: (read: Descriptor, write: Descriptor)

    /// - Parameter changed: Called on a thread of its own.
    /// - Returns: `nil` with errno set if the kernel has no watch left.
    init?(_ folders: [String], quiet: Duration, changed: @escaping @Sendable () -> Void) {
        let number = inotify_init1(CInt(IN_CLOEXEC) | CInt(IN_NONBLOCK))
        guard number >= 0 else { return nil }
        inotify = Descriptor(owning: number)
        guard let pipe = Descriptor.pipe() else { return nil }
        stop = pipe
        Self.arm(inotify, folders)
        Thread.detachNewThread { [inotify, end = pipe.read] in
            Self.listen(inotify, end, quiet) {
                // Watched anew first, so that what changes after the look is heard.
                Self.arm(inotify, folders)
                changed()
            }
        }
    }

    deinit { _ = write(stop.write.number, [0] as [UInt8], 1) }

    private static func listen(_ inotify: Descriptor, _ end: Descriptor, _ quiet: Duration, _ changed: () -> Void) {
        var buffer = [UInt8](repeating: 0, count: 4096)
        var due: ContinuousClock.Instant?
        while true {
            var watched = [
                pollfd(fd: inotify.number, events: Int16(POLLIN), revents: 0),
                pollfd(fd: end.number, events: Int16(POLLIN), revents: 0),
            ]
            let wait = due == nil ? -1 : CInt((quiet / .milliseconds(1)).rounded(.up))
            guard poll(&watched, 2, wait) >= 0 || errno == EINTR else { return }
            if watched[1].revents != 0 { return }
            let isLoud = watched[0].revents != 0
            while isLoud, read(inotify.number, &buffer, buffer.count) > 0 {}
            if let latest = due, !isLoud || latest < .now {
                due = nil
                changed()
            } else if isLoud, due == nil {
                due = .now + quiet * patience
            }
        }
    }

    /// Watches the folders and those in them, and where there is none yet whatever is above it.
    private static func arm(_ inotify: Descriptor, _ folders: [String]) {
        for folder in folders {
            guard inotify_add_watch(inotify.number, folder, changes | UInt32(IN_ONLYDIR)) >= 0 else {
                var above = URL(fileURLWithPath: folder).deletingLastPathComponent()
                while inotify_add_watch(inotify.number, above.path, arrivals) < 0, above.path != "/" {
                    above.deleteLastPathComponent()
                }
                continue
            }
            for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
                _ = inotify_add_watch(inotify.number, "\(folder)/\(name)", changes | UInt32(IN_ONLYDIR))
            }
        }
    }
}
