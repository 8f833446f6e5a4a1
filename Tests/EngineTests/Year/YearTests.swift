import Clinic
import ClinicOracle
import Engine
import Foundation
import Ledger
import Testing

@Suite("A year of a clinic with 200 members")
struct YearTests {
    /// The year that is the same each time must hold enough of everything.
    private static let known: UInt64 = 1

    /// One year that is the same each time, and some months that nobody has seen.
    @Test(
        "Tables, credit, alerts and standings are right in any year and after it",
        arguments: [(known, 364), (.random(in: 2...999_999), 100)])
    func year(seed: UInt64, days: Int) async throws {
        print("seed \(seed)")
        let clinic = try await YearClinic(seed: seed)
        for _ in 0..<days {
            try await clinic.liveThroughDay()
            if Int.random(in: 0..<12, using: &clinic.random) == 0 {
                let pause = Int.random(in: 0..<5, using: &clinic.random) == 0 ? 60 : 2
                try await clinic.restart(after: .hours(pause))
            }
        }
        print(
            """
            seed \(seed): \(clinic.asked) commands, \(clinic.refused) refused, \(clinic.restarts) restarts, \
            \(clinic.looks) looks at open weeks
            """)
        if seed == Self.known {
            #expect(clinic.restarts.all > 30)
            #expect(clinic.restarts.midSession > 10)
            #expect(clinic.looks > 1000)
        }
        #expect(clinic.problems.prefix(10) == [], "seed \(seed): \(clinic.problems.count) in all")
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
            var own = 0
            for number in 0..<7 * 54 {
                let week = Week(start: YearClinic.first.adding(days: number))
                for record in try store.weeks(week) where record.closed {
                    guard let oracle = try judge.judge(record.member, week) else {
                        // Its figures were written before it became known that the member isn't in treatment then: nothing
                        // is missing, and what was asked for, or what a waiver left of it, may have been reached.
                        #expect([.exempt, .met, .waived].contains(record.figures.standing), "seed \(seed): \(record)")
                        continue
                    }
                    let figures = record.figures
                    let minutes = [
                        figures.attended, figures.credited, figures.possible, figures.planned, figures.missing,
                        figures.lostByClinic, figures.lostByMember,
                    ].map { $0.count / 60 }
                    standings[figures.standing, default: 0] += 1
                    if week.start.weekday != .sunday { own += 1 }
                    if figures.standing == oracle.standing, minutes == oracle.minutes { continue }
                    wrong += 1
                    if wrong < 10 {
                        Issue.record(
                            """
                            seed \(seed): \(record.member) in \(week.start) is \(figures.standing) with \(minutes), \
                            where \(oracle.standing) and \(oracle.minutes) are right
                            """
                        )
                    }
                }
            }
            print("seed \(seed): \(standings)")
            #expect(wrong == 0)
            #expect(Set(standings.keys).isSubset(of: [.met, .waived, .shortfall, .exempt]), "seed \(seed)")
            if seed == Self.known {
                #expect(standings.values.reduce(0, +) > 9000)
                #expect(own > 1000)
                #expect(standings.count == 4)
            }
        }
    }

    /// No alert is raised twice. In the end one stands where the week is short, or one about a group or a session where
    /// the clinic alone left it short, and nowhere else.
    private func checkAlerts(_ clinic: YearClinic, _ seed: UInt64) throws {
        try clinic.engine.ledger.read { store in
            let alerts = try YearAlerts(store)
            #expect(alerts.twice == [:], "seed \(seed)")
            #expect(alerts.outdated == [], "seed \(seed)")
            let standing = alerts.standing
            let lost = Set(standing.keys.filter { $0.kind == .sessionLost }.compactMap(\.subject.session))
            #expect(alerts.raised > 500, "seed \(seed)")
            for number in 0..<7 * 52 {
                let week = Week(start: YearClinic.first.adding(days: number))
                let short = try store.weeks(week).filter { $0.closed && $0.figures.standing == .shortfall }
                let told = Set(
                    standing.keys.filter { $0.week == week.start && $0.kind == .shortfall }.compactMap(\.member))
                #expect(told.isSubset(of: short.map(\.member)), "seed \(seed): the week of \(week.start)")
                let isUnderScheduled = standing.keys.contains { $0.week == week.start && $0.kind == .underScheduled }
                for record in short where !told.contains(record.member) {
                    #expect(record.figures.lostByMember == .zero, "seed \(seed): \(record)")
                    #expect(
                        record.figures.lost.isEmpty
                            ? isUnderScheduled : record.figures.lost.contains(where: lost.contains),
                        "seed \(seed): \(record)")
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
            if seed == Self.known { #expect(raised > 100) }
        }
    }
}
