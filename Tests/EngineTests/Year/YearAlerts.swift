import Clinic
import Engine
import Foundation
import Ledger

/// Reads the alerts about hours from a year's events, in their order, and finds what was raised twice.
///
/// An alert is raised once: never again for the same reason until it, or what took its place, was withdrawn. Of a session
/// that was cancelled something else may be said, by an alert that takes the place of the one before.
struct YearAlerts {
    struct Reason: Hashable {
        let member: MemberCode?
        let week: LocalDate
        let kind: AlertKind
        let rule: String
        let effective: LocalDate
        let subject: Subject
    }

    /// What is still told, and by which alert.
    private(set) var standing: [Reason: Int] = [:]
    private(set) var raised = 0
    /// The alerts that were raised again, and by which.
    private(set) var twice: [Int: Int] = [:]
    /// What says something else of a session than a later alert, and still stands beside it.
    private(set) var outdated: Set<Int> = []
    private var superseded: Set<Int> = []
    private var sentences: [Int: String] = [:]
    private static let types = Set(
        (AlertKind.allCases.filter(\.isAboutHours) + [.underScheduled, .sessionLost]).map(\.eventType))

    init(_ store: Store) throws {
        let last = try store.chainHead().sequence
        for from in stride(from: 0, to: last, by: 5000) {
            for event in try store.events(after: from, limit: 5000) { try take(event) }
        }
    }

    private mutating func take(_ event: RecordedEvent) throws {
        let body = Data(event.body.utf8)
        if Self.types.contains(event.type) {
            let alert = try JSONDecoder().decode(AlertRaised.self, from: body)
            let reason = Reason(
                member: event.subject.member, week: alert.week, kind: alert.kind, rule: alert.rule,
                effective: alert.effective, subject: event.subject)
            if let first = standing[reason] {
                if alert.kind != .sessionLost || sentences[first] == alert.sentence {
                    twice[first] = event.sequence
                } else {
                    outdated.insert(first)
                }
            }
            standing[reason] = event.sequence
            sentences[event.sequence] = alert.sentence
            raised += 1
        } else if event.type == "alert.withdrawn" {
            withdraw(try JSONDecoder().decode(AlertEnded.self, from: body).alert)
        } else if event.type == "alert.superseded" {
            let alert = try JSONDecoder().decode(AlertEnded.self, from: body).alert
            superseded.insert(alert)
            outdated.remove(alert)
            standing = standing.filter { $0.value != alert || $0.key.kind != .sessionLost }
        }
    }

    /// What is wrong tells nothing any more, nor does that whose place it had taken.
    private mutating func withdraw(_ wrong: Int) {
        outdated.remove(wrong)
        let reason = standing.first { $0.value == wrong }?.key
        standing = standing.filter { other, alert in
            alert != wrong
                && !(superseded.contains(alert) && other.member == reason?.member && other.week == reason?.week)
        }
    }
}
