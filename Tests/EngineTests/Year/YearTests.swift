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
                    guard let oracle = try judge.judge(record.member, week) else { continue }
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
            #expect(Set(standings.keys) == [.met, .shortfall, .exempt])
        }
    }

    /// An alert is raised once: never again for the same reason while it stands, and in the end it stands where the
    /// week is short and nowhere else.
    private func checkAlerts(_ clinic: YearClinic, _ seed: UInt64) throws {
        struct Reason: Hashable {
            let member: MemberCode?
            let week: LocalDate
            let kind: AlertRaised.Kind
            let rule: String
        }
        try clinic.engine.ledger.read { store in
            var standing: [Reason: Int] = [:]
            var raised = 0
            let last = try store.chainHead().sequence
            let decoder = JSONDecoder()
            for from in stride(from: 0, to: last, by: 5000) {
                for event in try store.events(after: from, limit: 5000) {
                    if AlertRaised.Kind.allCases.contains(where: { "hours.\($0.rawValue)" == event.type }) {
                        let alert = try decoder.decode(AlertRaised.self, from: Data(event.body.utf8))
                        let reason = Reason(
                            member: event.subject.member, week: alert.week, kind: alert.kind, rule: alert.rule)
                        #expect(standing[reason] == nil, "seed \(seed): raised twice at \(event.sequence)")
                        standing[reason] = event.sequence
                        raised += 1
                    } else if event.type == "alert.withdrawn" {
                        let ended = try decoder.decode(AlertEnded.self, from: Data(event.body.utf8))
                        standing = standing.filter { $0.value != ended.alert }
                    }
                }
            }
            #expect(raised > 500)
            for number in 0..<52 {
                let week = Week(start: YearClinic.first.adding(days: 7 * number))
                let short = Set(
                    try store.weeks(week).filter { $0.closed && $0.figures.standing == .shortfall }.map(\.member))
                let told = Set(
                    standing.keys.filter { $0.week == week.start && $0.kind == .shortfall }.compactMap(\.member))
                #expect(short == told, "seed \(seed): the week of \(week.start)")
            }
        }
    }
}
