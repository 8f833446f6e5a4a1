import Glibc

/// One line on standard error that says how far long work has come, if standard error is a terminal: in a pipe there is
/// none of it. Daemon and command line say it alike.
package final class ProgressLine {
    /// Whether anybody sees it.
    package let isWatched = isatty(STDERR_FILENO) == 1
    private var progress = Progress()

    package init() {}

    /// Says how much is done of all that is to do, and how long the rest will take.
    package func show(_ work: String, done: Int, of total: Int) {
        guard isWatched else { return }
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        let now = Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        if let text = progress.text(work, done: done, of: total, at: now) { write("\r\(text)\u{1B}[K") }
    }

    /// Takes the line away, so that what comes next stands alone.
    package func clear() {
        if isWatched && progress.hasShown { write("\r\u{1B}[K") }
    }

    private func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
    }
}

/// How far several pieces of work have come, one after the other, in words.
struct Progress {
    /// How often the line changes at most, in seconds.
    private static let pace = 0.1
    /// After how long enough is known to say how much is left, in seconds.
    private static let enough = 1.0

    private var work: String?
    private var began = 0.0
    private var shown = 0.0

    var hasShown: Bool { work != nil }

    /// What to show now; `nil` if the line may stay as it is.
    ///
    /// - Parameter now: Seconds of a clock that is never set.
    mutating func text(_ work: String, done: Int, of total: Int, at now: Double) -> String? {
        if self.work != work {
            (self.work, began) = (work, now)
        } else if now - shown < Self.pace && done < total {
            return nil
        }
        shown = now
        let percent = total > 0 ? done * 100 / total : 100
        let elapsed = now - began
        guard done > 0, done < total, elapsed >= Self.enough else { return "\(work): \(percent) %" }
        let left = Int((elapsed * Double(total - done) / Double(done)).rounded(.up))
        return "\(work): \(percent) %, \(left >= 60 ? "\(left / 60) min \(left % 60) s" : "\(left) s") left"
    }
}
