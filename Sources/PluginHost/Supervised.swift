import Glibc

/// How one run of a plugin ended.
enum Ending: Sendable, Equatable {
    case exited(Int32)
    case signalled(Int32)
    case timedOut
    /// It could not be started; the errno says why.
    case notStarted(Int32)
    /// The service that had fetched it has gone without a word.
    case lost
    /// A plugin in stream mode asks to be given the event again, after so many seconds.
    case asksAgain(after: Int)
}

/// A process that is being watched, and how it is brought to its end: asked, then made to, with all that it has started.
struct Supervised {
    /// How long a process has to end by itself after TERM.
    private static let patience = Duration.seconds(2)

    let pid: pid_t
    let pidfd: Descriptor
    private let run: PluginRun
    /// When a process that still runs is asked to end, or is ended if it was asked already.
    var deadline: ContinuousClock.Instant?
    private(set) var isAsked = false
    private var isReaped = false
    private var timedOut = false
    /// How much processor time it has used, with the children that it has waited for; known once it has ended.
    private(set) var used = Duration.zero

    init(_ started: PluginStart.Started, _ run: PluginRun, deadline: ContinuousClock.Instant?) {
        pid = started.pid
        pidfd = started.pidfd
        self.run = run
        self.deadline = deadline
    }

    /// How long poll(2) may wait; -1 is for ever.
    var milliseconds: CInt {
        guard let deadline else { return -1 }
        let left = max(.zero, ContinuousClock.now.duration(to: deadline))
        return CInt(clamping: Int((left / .milliseconds(1)).rounded(.up)))
    }

    /// Does what is to be done at the deadline, if it has come.
    mutating func checkDeadline() {
        guard let deadline, deadline <= .now else { return }
        if isAsked {
            signal(SIGKILL)
            self.deadline = nil
        } else {
            timedOut = true
            ask()
        }
    }

    /// Asks it and everything that it has started to end.
    mutating func ask() {
        isAsked = true
        signal(SIGTERM)
        deadline = .now + Self.patience
    }

    private func signal(_ number: CInt) {
        // Until it is reaped the process id is its own.
        guard !isReaped else { return }
        let descendants = Brood.descendants(of: pid)
        kill(-pid, number)
        for descendant in descendants { kill(descendant, number) }
    }

    /// How it ended, once it has; `nil` before that. Everything that it has left behind is gone then.
    mutating func reap() -> Ending? {
        guard let reaped = Brood.shared.reap(pid, pidfd) else { return nil }
        isReaped = true
        used = reaped.used
        run.end()
        return timedOut ? .timedOut : reaped.ending
    }
}

/// One start of a plugin: what its processes have in common.
struct PluginRun: Sendable {
    let plugin: String
    /// The mark in the environment of its processes.
    let mark: String
    let environment: PluginEnvironment

    init(_ plugin: String, _ environment: PluginEnvironment) {
        self.plugin = plugin
        self.environment = environment
        mark = "\(plugin)/\(UInt64.random(in: .min ... .max))"
    }

    /// Ends whatever is left of it.
    fileprivate func end() {
        environment.cgroups?.end(plugin)
        if environment.ownsStrays, !Brood.shared.clear(mark) { environment.notice(.leftBehind(plugin: plugin)) }
    }
}
