import Clinic
import Glibc

/// What a plugin's ending means for the event that it was given.
///
/// Exit 0 is done and 78 waits for the operator. All else, 75, signals and the timeout too, is tried again as often as
/// the manifest's `retries` says, and is then parked.
enum DeliveryDecision: Equatable {
    case delivered
    /// Try again, at the earliest after this.
    case again(after: Seconds)
    case park
    case stop

    /// `EX_CONFIG` of sysexits.h.
    private static let wrongConfiguration: Int32 = 78
    /// In seconds.
    private static let firstDelay = 5
    private static let longestDelay = 3600

    /// - Parameters:
    ///   - attempt: Counted from 1.
    ///   - jitter: From 0 up to 1.
    init(_ ending: Ending, attempt: Int, retries: Int, jitter: Double) {
        switch ending {
        case .exited(0): self = .delivered
        case .exited(Self.wrongConfiguration): self = .stop
        case .asksAgain(let after) where attempt <= retries: self = .again(after: Seconds(max(1, after)))
        default:
            if attempt > retries {
                self = .park
            } else {
                // Doubled each time, and spread over all of it, so that plugins that failed together don't meet again.
                let longest = min(Self.longestDelay, Self.firstDelay << min(attempt - 1, 12))
                self = .again(after: Seconds(max(1, Int(Double(longest) * jitter))))
            }
        }
    }
}

extension Ending {
    /// The ending in words for people.
    var words: String {
        switch self {
        case .exited(let status): "exit status \(status)"
        case .signalled(let signal): "ended by signal \(signal)"
        case .timedOut: "not done in time"
        case .lost: "its service went away with it"
        case .asksAgain: "asked to be given it again"
        case .notStarted(let error): "can't be started: \(String(cString: strerror(error)))"
        }
    }
}
