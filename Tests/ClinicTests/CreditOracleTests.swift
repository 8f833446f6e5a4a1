import Clinic
import ClinicOracle
import Testing

/// Weeks that no clinic would have: short sessions close together, so that everything overlaps with everything.
struct RandomWeek {
    var generator: Seeded

    /// Where the seeds of eight runs begin, which go beside each other: four that are always the same, and four new ones.
    static let firstSeeds: [UInt64] =
        (1...4).map { $0 * 10_000_000 } + (0..<4).map { _ in .random(in: 100_000_000...9_000_000_000) }

    init(seed: UInt64) { generator = Seeded(seed) }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

    mutating func chance(_ percent: Int) -> Bool { number(1...100) <= percent }

    private func instant(_ minute: Int) -> Instant { at("0:\(minute)", week.start) }

    mutating func rule() -> CreditRule {
        .rule(
            grace: number(0...6), breaks: number(0...8), minimum: number(0...20), overrun: chance(30),
            kinds: chance(80) ? [.group, .individual] : [.group], video: chance(50), audio: chance(30))
    }

    /// The sessions of a day of the week, counted from its first; late ones go on after midnight.
    mutating func sessions(on day: Int = 1, now: Int, isLate: Bool = false, isSplit: Bool = false) -> [SessionCase] {
        (0..<number(1...4)).map { _ in session(day, now: now, isLate: isLate, isSplit: isSplit) }
    }

    private mutating func session(_ day: Int, now: Int, isLate: Bool, isSplit: Bool) -> SessionCase {
        let date = week.start.adding(days: day)
        let planned = (day + (isLate ? 1 : 0)) * 1440 + number(10...110) - (isLate ? 120 : 0)
        let length = number(5...50)
        let started = planned + (chance(50) ? 0 : number(-8...12))
        let isStarted = started <= now && chance(90)
        let ended = max(started, planned + length + (chance(50) ? 0 : number(-20...15)))
        let isEnded = isStarted && ended <= now
        let isCancelled = chance(isEnded || !isStarted ? 6 : 0)
        let state: SessionState = isCancelled ? .cancelled : isEnded ? .ended : isStarted ? .running : .scheduled
        let presences =
            isCancelled && !isEnded ? [] : presences(from: planned - 8, until: min(now, planned + length + 10))
        return SessionCase(
            session: SessionName(group: GroupID(unchecked: "any"), date: date),
            kind: chance(75) ? .group : .individual, date: date, plannedStart: instant(planned),
            plannedEnd: instant(planned + length), midnight: isSplit ? instant((day + 1) * 1440) : nil, state: state,
            started: isStarted ? instant(started) : nil,
            ended: isEnded ? instant(ended) : nil,
            breaks: (0..<number(0...2)).map { _ in
                let from = number(planned...planned + length)
                return instant(from)..<instant(from + number(1...10))
            },
            interruptions: (0..<(isStarted ? number(0...2) : 0)).map { _ in
                let from = number(planned...planned + length)
                return instant(from)..<instant(from + number(1...12))
            },
            rostered: chance(80), presences: presences, calledOut: presences.isEmpty && chance(10))
    }

    private mutating func presences(from: Int, until: Int) -> [Presence] {
        var result: [Presence] = []
        var time = from
        while time < until, chance(75) {
            let arrived = min(until, time + number(0...12))
            let left = arrived + number(1...45)
            let mode: PresenceMode = chance(80) ? .inPerson : chance(50) ? .video : .audioOnly
            result.append(Presence(from: instant(arrived), to: left <= until ? instant(left) : nil, mode: mode))
            time = left
        }
        return result
    }
}

@Suite struct CreditOracleTests {
    static let weeks = 25_000

    @Test(arguments: RandomWeek.firstSeeds)
    func everyMinuteIsCountedAlike(_ first: UInt64) {
        print("days from seed \(first) on")
        var credited = 0
        for seed in first..<first + UInt64(Self.weeks / RandomWeek.firstSeeds.count) {
            var week = RandomWeek(seed: seed)
            let rule = week.rule()
            let now = week.number(20...200)
            let sessions = week.sessions(now: 1440 + now)
            let found = rule.credit(sessions, now: at("0:\(now)"))
            let base = MinuteOracle.minute(at("0:00"))
            let counted = MinuteOracle(rule: rule, now: base + now).count(sessions)
            let wanted = (credited: counted.credited.map(\.count), expected: counted.expected.map(\.count))
            credited += wanted.credited.reduce(0, +)
            let remaining = zip(wanted.expected, wanted.credited).map { max(0, $0 - $1) }
            let attended = MinuteOracle(rule: rule, now: base + now).attended(sessions).map(\.count)
            guard found.map(\.credited.inMinutes) == wanted.credited, found.map(\.remaining.inMinutes) == remaining,
                found.map(\.attended.inMinutes) == attended
            else {
                Issue.record("seed \(seed): credited \(found) where \(wanted) was counted")
                return
            }
        }
        // The weeks are worth something: on average well over five credited minutes each.
        #expect(credited > Self.weeks / 8 * 5)
    }
}
