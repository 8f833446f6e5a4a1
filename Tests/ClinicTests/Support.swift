import Clinic

/// Monday of the week that the examples play in; no clock changes in it.
let monday = day("2026-11-23")
/// The Sunday on which that week begins.
let week = Week(start: day("2026-11-22"))

func day(_ text: String) -> LocalDate {
    LocalDate(text: text) ?? LocalDate(daysSince1970: 0)
}

/// The instant of a wall time such as `18:00` (or `25:10`, ten past one of the night after) on a date, in UTC.
func at(_ time: String, _ date: LocalDate = monday) -> Instant {
    let parts = time.split(separator: ":").compactMap { Int64($0) }
    let minutes = parts.count == 2 ? parts[0] * 60 + parts[1] : 0
    return Instant(milliseconds: Int64(date.daysSince1970) * 86_400_000 + minutes * 60_000)
}

/// `18:00-21:00` as a stretch on a date.
func stretch(_ text: String, _ date: LocalDate = monday) -> Range<Instant> {
    let ends = text.split(separator: "-").map { at(String($0), date) }
    return ends[0]..<ends[1]
}

/// Presences such as `17:58-21:00`, `19:00-` (still there), `18:00-19:00 19:30-21:00 video`.
func presences(_ text: String, _ date: LocalDate = monday) -> [Presence] {
    var mode = PresenceMode.inPerson
    var result: [Presence] = []
    for word in text.split(separator: " ").reversed() {
        if let named = PresenceMode(rawValue: String(word)) {
            mode = named
        } else {
            let ends = word.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
            result.append(Presence(from: at(ends[0], date), to: ends[1].isEmpty ? nil : at(ends[1], date), mode: mode))
        }
    }
    return result.reversed()
}

/// A session as a line of a table gives it. `was` is its course, `18:00-21:00` or `18:00-` while it runs.
func session(
    _ plan: String = "18:00-21:00", was: String = "", breaks: String = "", interrupted: String = "",
    there: String = "",
    on date: LocalDate = monday, kind: SessionKind = .group, rostered: Bool = true, calledOut: Bool = false,
    cancelled: Bool = false, split: Bool = false
) -> SessionCase {
    let planned = stretch(plan, date)
    let ends = was.split(separator: "-").map { at(String($0), date) }
    let state: SessionState =
        cancelled ? .cancelled : ends.isEmpty ? .scheduled : ends.count == 1 ? .running : .ended
    return SessionCase(
        session: SessionName(group: GroupID(unchecked: "evening-iop"), date: date), kind: kind, date: date,
        plannedStart: planned.lowerBound, plannedEnd: planned.upperBound,
        midnight: split ? at("24:00", date) : nil, state: state, started: ends.first,
        ended: ends.count == 2 ? ends[1] : nil, breaks: breaks.split(separator: " ").map { stretch(String($0), date) },
        interruptions: interrupted.split(separator: " ").map { stretch(String($0), date) },
        rostered: rostered, presences: presences(there, date), calledOut: calledOut)
}

extension CreditRule {
    /// What `iop-adult` credits: 5 minutes' grace, 15 of breaks, 30 to count.
    static let adult = rule()

    static func rule(
        grace: Int = 5, breaks: Int = 15, minimum: Int = 30, overrun: Bool = false,
        kinds: Set<SessionKind> = [.individual, .group, .family, .education], video: Bool = true, audio: Bool = false
    ) -> CreditRule {
        CreditRule(
            grace: .minutes(grace), breaksCredited: .minutes(breaks), minimumToCount: .minutes(minimum),
            creditsOverrun: overrun, kinds: kinds, creditsVideo: video, creditsAudioOnly: audio)
    }
}

func program(_ gates: Gates, credit: CreditRule = .adult, partial: PartialWeek = .exempt) -> Program {
    Program(
        id: ProgramID(unchecked: "iop-adult"), title: "Intensive outpatient", level: "2.1",
        effective: day("2020-01-01"), cohort: nil, gates: gates, credit: credit, partialWeek: partial,
        minimumStayDays: nil, alertMargin: .minutes(30), settling: .minutes(30))
}

extension Seconds {
    var inMinutes: Int { count / 60 }
}

/// A small generator of known numbers (SplitMix64), so that a failing case can be run again from its seed.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
