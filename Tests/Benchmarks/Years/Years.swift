import Clinic
import Engine
import Foundation
import Ledger

/// Makes the ledger of a big clinic by running it for years on a clock that doesn't wait:
///
///     convened-years LEDGER WEEKS
///
/// 10,000 members in 500 groups of 20, three sessions of three hours a week each, of which one in fifty is missed. After
/// the given number of whole weeks the clinic is in the first week that isn't over, today, with 50 sessions that have
/// just begun and to which nobody has come yet. Prints the `[site]` of its configuration. 104 weeks are 3.1 million
/// attendances.
@main
struct Years {
    static func main() async throws {
        guard CommandLine.arguments.count == 3, let weeks = Int(CommandLine.arguments[2]), (0...520).contains(weeks)
        else {
            FileHandle.standardError.write(Data("usage: convened-years LEDGER WEEKS\n".utf8))
            exit(64)
        }
        let path = CommandLine.arguments[1]
        guard !FileManager.default.fileExists(atPath: path) else {
            FileHandle.standardError.write(Data("\(path) exists; name a file that doesn't\n".utf8))
            exit(73)
        }
        let clinic = try BigClinic(path: path, now: Instant(milliseconds: Int64(Date().timeIntervalSince1970) * 1000))
        try await clinic.found(weeks: weeks)
        try await clinic.live { done in
            FileHandle.standardError.write(Data("\r\(done) of \(weeks) weeks".utf8))
        }
        FileHandle.standardError.write(Data("\n".utf8))
        try clinic.engine.ledger.close()
        let site = clinic.engine.site
        print("[site]\nzone = \"\(site.zone.identifier)\"\nfirst_weekday = \"\(site.firstWeekday.rawValue)\"")
    }
}

/// A clinic of 10,000 members.
final class BigClinic {
    static let groups = 500
    static let groupSize = 20
    /// How far the starts of a day's sessions are apart, which is also how long each takes.
    private static let length = Seconds.hours(3)

    let engine: Engine
    let zone: Zone
    private let clock: ManualClock
    private let now: Instant
    private let today: LocalDate
    /// When the first sessions of each day start, so that the third ones have just begun now.
    private let morning: WallTime
    private var random = Seeded(104)

    init(path: String, now: Instant) throws {
        self.now = now
        // The zone in which it is noon or soon after.
        let hour = Int(now.milliseconds / 3_600_000 % 24)
        let east = (12 - hour + 36) % 24 - 12
        zone = Zone("Etc/GMT\(east > 0 ? "-" : "+")\(abs(east))") ?? .utc
        today = zone.date(at: now)
        morning = zone.wallTime(at: now - .hours(6))
        clock = ManualClock(now)
        engine = try Engine(
            ledger: Ledger(path: path),
            site: SiteSettings(name: "Big Clinic", zone: zone, firstWeekday: today.weekday), clock: clock,
            settings: Settings())
    }

    /// Takes everybody in, some weeks ago.
    func found(weeks: Int) async throws {
        let first = today.adding(days: -7 * weeks)
        clock.now = zone.start(of: first) + .minutes(1)
        try await ask(DefineProgram(Self.program))
        for group in 0..<Self.groups {
            try await ask(AddGroup(meeting(group, from: first)))
            let members = (0..<Self.groupSize).map { form(group * Self.groupSize + $0, group, since: first) }
            try await ask(AddMembers(members))
        }
        try await ask(ScheduleAhead())
    }

    /// Runs the clinic until the sessions that have just begun now.
    func live(progress: @Sendable (Int) -> Void) async throws {
        var date = zone.date(at: clock.now)
        let first = date
        while true {
            for slot in 0..<5 {
                let start = zone.instant(of: date, at: morning) + Seconds(slot * Self.length.count)
                clock.now = start - .minutes(30)
                await engine.runDue()
                clock.now = start
                let groups = (0..<Self.groups).filter { meets($0, on: date, from: first, slot) }
                await forEach(groups) { StartSession(session: self.session($0, date), at: nil) }
                if start + Self.length > now { return }
                await forEach(groups.flatMap(members)) { member in
                    CheckIn(
                        member: Self.code(member), session: self.session(member / Self.groupSize, date), at: nil,
                        mode: .inPerson, walkIn: false)
                }
                clock.now = start + Self.length
                await engine.runDue()
                await forEach(groups) { EndSession(session: self.session($0, date), at: nil) }
                await forEach(groups) {
                    SignSession(session: self.session($0, date), account: nil, summary: nil)
                }
            }
            date = date.adding(days: 1)
            clock.now = zone.start(of: date)
            await engine.runDue()
            try await ask(ScheduleAhead())
            if first.days(until: date) % 7 == 0 { progress(first.days(until: date) / 7) }
        }
    }

    /// Those of a group who come: all but one in fifty.
    private func members(of group: Int) -> [Int] {
        (0..<Self.groupSize).map { group * Self.groupSize + $0 }.filter { _ in
            Int.random(in: 0..<50, using: &random) > 0
        }
    }

    /// Half of the groups meet on the first, third and fifth day of the week, the others a day later.
    private func meets(_ group: Int, on date: LocalDate, from first: LocalDate, _ slot: Int) -> Bool {
        [group % 2, group % 2 + 2, group % 2 + 4].contains(first.days(until: date) % 7) && group / 2 % 5 == slot
    }

    private func meeting(_ group: Int, from first: LocalDate) -> Group {
        let days = [group % 2, group % 2 + 2, group % 2 + 4].map { first.adding(days: $0).weekday }
        let start = zone.wallTime(
            at: zone.instant(of: first, at: morning) + Seconds(group / 2 % 5 * Self.length.count))
        return Group(
            id: GroupID(unchecked: Self.name(group)), name: "Group \(group)", label: "Group \(group)", kind: .group,
            programs: [Self.program.id], cohort: nil, capacity: Self.groupSize,
            meetings: days.map { Meeting(weekday: $0, start: start, length: Self.length) })
    }

    private func session(_ group: Int, _ date: LocalDate) -> String { "\(Self.name(group))@\(date)" }

    private static func name(_ group: Int) -> String { "group-\(group)" }

    private static func code(_ member: Int) -> String { "Y\(10_000 + member)" }

    private func form(_ member: Int, _ group: Int, since first: LocalDate) -> MemberForm {
        MemberForm(
            code: Self.code(member),
            details: MemberDetails(
                name: Personal("Sample Person \(member)"), born: Personal(first.adding(days: -10_000)),
                contacts: Personal([])),
            program: Self.program.id.rawValue, admitted: first, groups: [Self.name(group)])
    }

    private static let program = Program(
        id: ProgramID(unchecked: "iop-adult"), title: "Intensive outpatient, adults", level: "2.1",
        effective: LocalDate(daysSince1970: 0), cohort: nil,
        gates: Gates(weeklyMinimum: .hours(9), weeklyMaximum: .hours(19), minimumDays: 3),
        credit: CreditRule(
            grace: .minutes(5), breaksCredited: .minutes(15), minimumToCount: .minutes(30), creditsOverrun: false,
            kinds: [.group, .individual], creditsVideo: true, creditsAudioOnly: false),
        partialWeek: .exempt, minimumStayDays: 90, alertMargin: .minutes(30), settling: .minutes(30))

    private func ask(_ command: some Command) async throws {
        try await engine.submit(command, from: Caller(uid: 1000))
    }

    /// Asks for many things at once, which then share commits, and waits for all. A refusal ends the program.
    private func forEach<Element>(_ elements: [Element], _ command: (Element) -> some Command) async {
        if elements.isEmpty { return }
        let left = DispatchGroup()
        for element in elements {
            left.enter()
            engine.submit(command(element), from: Caller(uid: 1000)) { result in
                if case .failure(let refusal) = result {
                    FileHandle.standardError.write(Data("\(refusal.message)\n".utf8))
                    exit(70)
                }
                left.leave()
            }
        }
        await withCheckedContinuation { continuation in
            left.notify(queue: .global()) { continuation.resume() }
        }
    }
}

/// Numbers that look random and come again with the same seed (xorshift).
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
