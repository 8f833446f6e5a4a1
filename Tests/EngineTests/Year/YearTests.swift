import Clinic
import ClinicOracle
import Engine
import Foundation
import Ledger
import Testing

@Suite("A year of a clinic with 200 members")
struct YearTests {
    @Test("Tables, credit, alerts and standings are right after any year", arguments: [1] as [UInt64])
    func year(seed: UInt64) async throws {
        let clinic = try await YearClinic(seed: seed)
        var restarts = 0
        for _ in 0..<364 {
            try await clinic.liveThroughDay()
            if Int.random(in: 0..<12, using: &clinic.random) == 0 {
                let pause = Int.random(in: 0..<5, using: &clinic.random) == 0 ? 60 : 2
                try await clinic.restart(after: .hours(pause))
                restarts += 1
            }
        }
        print("seed \(seed): \(clinic.asked) commands, \(clinic.refused) refused, \(restarts) restarts")
        #expect(restarts > 10)
        #expect(clinic.refused * 5 < clinic.asked, "seed \(seed)")
        try checkWeeks(clinic, seed)
        try checkAlerts(clinic, seed)
        try checkAbsences(clinic, seed)
        try clinic.engine.ledger.close()
        #expect(try Verification(path: clinic.path).problems() == [], "seed \(seed)")
    }

    /// Every closed week's credit and standing is what the oracle counts, in which no minute counts twice.
    private func checkWeeks(_ clinic: YearClinic, _ seed: UInt64) throws {
        try clinic.engine.ledger.read { store in
            let judge = try YearJudge(
                store, now: clinic.now, from: YearClinic.first.adding(days: -7), to: clinic.today.adding(days: 28))
            var standings: [Standing: Int] = [:]
            var wrong = 0
            for number in 0..<54 {
                let week = Week(start: YearClinic.first.adding(days: 7 * number))
                for record in try store.weeks(week) where record.closed {
                    guard let oracle = try judge.judge(record.member, week) else {
                        // Its figures were written before it became known that the member isn't in treatment then: nothing
                        // is missing, and what was asked for, or what a waiver left of it, may have been reached.
                        #expect([.exempt, .met, .waived].contains(record.figures.standing), "seed \(seed): \(record)")
                        continue
                    }
                    let found = (record.figures.credited.count, record.figures.standing)
                    standings[found.1, default: 0] += 1
                    if found == (oracle.creditedMinutes * 60, oracle.standing) { continue }
                    wrong += 1
                    if wrong < 10 {
                        Issue.record(
                            "seed \(seed): \(record.member) in \(week.start) has \(found), where \(oracle.creditedMinutes * 60) and \(oracle.standing) are right"
                        )
                    }
                }
            }
            print("seed \(seed): \(standings)")
            #expect(wrong == 0)
            #expect(standings.values.reduce(0, +) > 9000)
            #expect(Set(standings.keys) == [.met, .waived, .shortfall, .exempt])
        }
    }

    /// An alert is raised once: never again for the same reason until it, or what took its place, was withdrawn. In the
    /// end one stands where the week is short, or one about a group or a session where the clinic alone left it short,
    /// and nowhere else.
    private func checkAlerts(_ clinic: YearClinic, _ seed: UInt64) throws {
        struct Reason: Hashable {
            let member: MemberCode?
            let week: LocalDate
            let kind: AlertKind
            let rule: String
            let effective: LocalDate
            let subject: Subject
        }
        try clinic.engine.ledger.read { store in
            var standing: [Reason: Int] = [:]
            var superseded: Set<Int> = []
            let kinds = AlertKind.allCases.filter(\.isAboutHours) + [.underScheduled, .sessionLost]
            let types = Set(kinds.map(\.eventType))
            var raised = 0
            let last = try store.chainHead().sequence
            let decoder = JSONDecoder()
            for from in stride(from: 0, to: last, by: 5000) {
                for event in try store.events(after: from, limit: 5000) {
                    if types.contains(event.type) {
                        let alert = try decoder.decode(AlertRaised.self, from: Data(event.body.utf8))
                        let reason = Reason(
                            member: event.subject.member, week: alert.week, kind: alert.kind, rule: alert.rule,
                            effective: alert.effective, subject: event.subject)
                        #expect(standing[reason] == nil, "seed \(seed): raised twice at \(event.sequence)")
                        standing[reason] = event.sequence
                        raised += 1
                    } else if event.type == "alert.withdrawn" {
                        let ended = try decoder.decode(AlertEnded.self, from: Data(event.body.utf8))
                        let wrong = standing.first { $0.value == ended.alert }?.key
                        standing = standing.filter { reason, alert in
                            alert != ended.alert
                                && !(superseded.contains(alert) && reason.member == wrong?.member
                                    && reason.week == wrong?.week)
                        }
                    } else if event.type == "alert.superseded" {
                        superseded.insert(try decoder.decode(AlertEnded.self, from: Data(event.body.utf8)).alert)
                    }
                }
            }
            #expect(raised > 500)
            for number in 0..<52 {
                let week = Week(start: YearClinic.first.adding(days: 7 * number))
                let short = try store.weeks(week).filter { $0.closed && $0.figures.standing == .shortfall }
                let told = Set(
                    standing.keys.filter { $0.week == week.start && $0.kind == .shortfall }.compactMap(\.member))
                #expect(told.isSubset(of: short.map(\.member)), "seed \(seed): the week of \(week.start)")
                let shared = standing.keys.filter { $0.week == week.start && !$0.kind.isAboutHours }
                for record in short where !told.contains(record.member) {
                    #expect(record.figures.lostByMember == .zero, "seed \(seed): \(record)")
                    let sessions = shared.compactMap(\.subject.session)
                    #expect(
                        record.figures.lost.isEmpty
                            ? shared.contains { $0.kind == .underScheduled }
                            : record.figures.lost.contains(where: sessions.contains), "seed \(seed): \(record)")
                }
            }
        }
    }

    /// Nobody is told of the same absence twice, and nothing stands that counts one which is none.
    private func checkAbsences(_ clinic: YearClinic, _ seed: UInt64) throws {
        try clinic.engine.ledger.read { store in
            var raised = 0
            for member in try store.memberCodes() {
                let alerts = try store.absenceAlerts(of: member).filter { $0.state != .withdrawn }
                raised += alerts.count
                for kind in Set(alerts.map(\.kind)) {
                    let sessions = alerts.filter { $0.kind == kind }.flatMap(\.sessions)
                    #expect(Set(sessions).count == sessions.count, "seed \(seed): \(member), \(kind)")
                }
                for name in Set(alerts.flatMap(\.sessions)) {
                    let states = try store.attendances(at: name).filter { $0.member == member }.map(\.state)
                    #expect(
                        ![[.left], [.present], [.excused], []].contains(states), "seed \(seed): \(member), \(name)")
                }
            }
            #expect(raised > 100, "seed \(seed)")
        }
    }
}
