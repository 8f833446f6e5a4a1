import Clinic
import Ledger

/// A session is long enough over for its absences to be counted.
struct ReviewAbsences: Command {
    static let name = "review-absences"
    let session: SessionName

    func perform(_ work: Work) throws -> Done {
        guard let session = try work.session(session) else { return Done() }
        let absent = try work.store.absent(from: session.name)
        let sequence = try work.record(
            .absencesReviewed(AbsencesReviewed(absent: absent.count)), about: work.subject(session))
        for member in absent { try work.raiseAbsences(of: member, cause: sequence) }
        return Done()
    }
}

extension Work {
    /// How far back absences are counted.
    private static let lookBackDays = 90

    /// When the absences of a session that ends now are counted: once every member's program lets its alerts settle.
    /// `nil` if nobody was absent.
    func absencesSettle(_ session: Session, members: [MemberCode], ended: Instant) throws -> Instant? {
        guard try !store.absent(from: session.name).isEmpty else { return nil }
        let lengths = try members.compactMap { try absenceProgram(of: $0)?.settling }
        return lengths.max().map { max(now, ended) + $0 }
    }

    /// Follows a change of what became of a member's attendance: alerts that are wrong now are withdrawn, and what is due
    /// is raised, unless the session has yet to settle.
    func followAbsences(of member: MemberCode, session: SessionName?, cause: Int) throws {
        let live = try store.absenceAlerts(of: member).filter(\.isLive)
        if !live.isEmpty, let rule = try absenceProgram(of: member)?.absences {
            let known = Dictionary(
                try outcomes(of: member).map { ($0.session, $0) }, uniquingKeysWith: { first, _ in first })
            try withdraw(
                live.filter { alert in
                    alert.sessions.contains { name in
                        name.date.map { $0 >= lookBack } == true
                            && known[name].map { !rule.counts($0, for: alert.kind) } ?? true
                    }
                }, because: cause)
        }
        guard let session, try !store.hasTimer(.absencesSettle, session.rawValue) else { return }
        try raiseAbsences(of: member, cause: cause)
    }

    /// Raises what a member's absences ask for and what hasn't been said of any of them.
    func raiseAbsences(of member: MemberCode, cause: Int) throws {
        guard let program = try absenceProgram(of: member), let rule = program.absences else { return }
        let findings = rule.findings(try outcomes(of: member))
        let said = findings.isEmpty ? [] : try store.absenceAlerts(of: member).filter { $0.state != .withdrawn }
        for (kind, missed) in findings.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            guard let last = missed.last?.date,
                !said.contains(where: { $0.kind == kind && !Set($0.sessions).isDisjoint(with: missed) })
            else { continue }
            let addressees = try addressees(for: member)
            let alert = AlertRaised(
                kind: kind, week: try week(of: member, on: last).week.start, program: program.id,
                effective: program.effective,
                rule: kind.rule, sentence: AlertSentence.absences(kind, missed, rule, program),
                addressees: addressees, escalates: try escalation(from: addressees),
                matter: .absences(AbsenceMatter(missed: missed)))
            try record(.alertRaised(alert), about: Subject(member: member, program: program.id), cause: cause)
        }
    }

    private var lookBack: LocalDate { today.adding(days: -Self.lookBackDays) }

    private func outcomes(of member: MemberCode) throws -> [AttendanceOutcome] {
        let stay = try stays(of: member).last { $0.state(on: today) == .active }
        return try store.outcomes(of: member, from: max(lookBack, stay?.admitted ?? lookBack))
    }

    /// The program that says what a member's absences mean; `nil` if it says nothing or the member isn't enrolled.
    private func absenceProgram(of member: MemberCode) throws -> Program? {
        guard let stay = try stays(of: member).last(where: { $0.state(on: today) == .active }),
            let program = try program(stay.program(on: today), on: today), program.absences != nil
        else { return nil }
        return program
    }
}

extension AlertKind {
    /// The code of the rule behind an alert about absences.
    fileprivate var rule: String {
        switch self {
        case .consecutiveAbsences: "consecutive-no-shows"
        case .lateNotice: "late-notices"
        default: "frequent-absences"
        }
    }
}

extension EventBody {
    /// Whether the event says another thing of absences than before.
    var correctsAbsences: Bool {
        switch self {
        case .corrected, .takenBack, .moved, .sessionReopened: true
        default: false
        }
    }
}
