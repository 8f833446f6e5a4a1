/// When a member's absences become an alert. What is `nil` never does.
package struct AbsenceRule: Sendable, Hashable, Codable {
    /// So many no-shows, one after the other.
    package let consecutive: Int?
    /// So many absences among the last sessions, announced or not.
    package let frequent: Int?
    /// So many absences among the last sessions of which notice was given too late.
    package let lateNotices: Int?
    /// How many sessions are looked back at for ``frequent`` and ``lateNotices``.
    package let ofLast: Int
    /// How long before the planned start a call-out is in time.
    package let notice: Seconds

    package init(
        consecutive: Int? = nil, frequent: Int? = nil, lateNotices: Int? = nil, ofLast: Int = 8,
        notice: Seconds = .hours(24)
    ) {
        self.consecutive = consecutive
        self.frequent = frequent
        self.lateNotices = lateNotices
        self.ofLast = ofLast
        self.notice = notice
    }
}

/// What became of a member's attendance at a session that is over, or at which the member is.
package struct AttendanceOutcome: Sendable, Hashable {
    package let session: SessionName
    package let plannedStart: Instant
    package let state: AttendanceState
    /// When the member said that they wouldn't come.
    package let calledOut: Instant?

    package init(session: SessionName, plannedStart: Instant, state: AttendanceState, calledOut: Instant? = nil) {
        self.session = session
        self.plannedStart = plannedStart
        self.state = state
        self.calledOut = calledOut
    }
}

extension AbsenceRule {
    /// What the outcomes, oldest first, ask for: for each kind of alert the sessions that it counts.
    ///
    /// An excused absence counts for nothing and is passed over. Who is present just now is found nothing against.
    package func findings(_ outcomes: [AttendanceOutcome]) -> [AlertKind: [SessionName]] {
        let relevant = outcomes.filter { $0.state != .excused }
        guard relevant.last?.state != .present else { return [:] }
        let streak = relevant.reversed().prefix { !$0.state.isAttended }.reversed()
        let found: [(AlertKind, Int?, [AttendanceOutcome])] = [
            (.consecutiveAbsences, consecutive, Array(streak)),
            (.frequentAbsences, frequent, relevant.suffix(ofLast)), (.lateNotice, lateNotices, relevant.suffix(ofLast)),
        ]
        return found.reduce(into: [:]) { findings, entry in
            let (kind, limit, outcomes) = entry
            let counted = outcomes.filter { counts($0, for: kind) }.map(\.session)
            if let limit, counted.count >= limit { findings[kind] = counted }
        }
    }

    /// Whether an outcome is one of those that a kind of alert counts.
    package func counts(_ outcome: AttendanceOutcome, for kind: AlertKind) -> Bool {
        switch outcome.state {
        case .present, .left, .excused: false
        case .noShow, .unexcused: kind != .lateNotice
        case .lateCancel: kind != .consecutiveAbsences
        case .calledOut:
            kind == .frequentAbsences
                || kind == .lateNotice && (outcome.calledOut.map { $0 > outcome.plannedStart - notice } ?? false)
        }
    }

    /// The rule behind a kind of alert as words, for its sentence.
    func words(_ kind: AlertKind, _ count: Int) -> String {
        switch kind {
        case .consecutiveAbsences: "\(AlertSentence.count(count, "no-show")) one after the other"
        case .lateNotice:
            "\(AlertSentence.count(count, "late notice")) (less than \(notice.roundedUp) before the start) in the last "
                + AlertSentence.count(ofLast, "session")
        default:
            "\(AlertSentence.count(count, "absence")) in the last \(AlertSentence.count(ofLast, "session"))"
        }
    }
}

extension AlertSentence {
    /// About a member's absences, with the sessions that were counted.
    package static func absences(
        _ kind: AlertKind, _ missed: [SessionName], _ rule: AbsenceRule, _ program: Program
    ) -> String {
        "\(rule.words(kind, missed.count)), too many by the program \(program.id) of \(program.effective): "
            + missed.map(place).joined(separator: ", ")
    }
}
