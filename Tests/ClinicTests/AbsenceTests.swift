import Clinic
import Testing

/// A member's last sessions in one line, oldest first: `+` there, `-` no-show, `u` unexcused, `x` excused, `c` called out
/// in time, `l` called out too late, `L` late cancellation, `p` in the room just now.
struct AbsenceExample: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let line: String
    /// Which of the sessions are counted, from 0; `nil` if it is no alert.
    let consecutive: [Int]?
    let frequent: [Int]?
    let late: [Int]?

    init(_ what: String, _ line: String, consecutive: [Int]? = nil, frequent: [Int]? = nil, late: [Int]? = nil) {
        testDescription = what
        self.line = line
        self.consecutive = consecutive
        self.frequent = frequent
        self.late = late
    }

    var outcomes: [AttendanceOutcome] {
        line.enumerated().map { index, mark in
            let date = monday.adding(days: index)
            let states: [Character: AttendanceState] = [
                "+": .left, "-": .noShow, "u": .unexcused, "x": .excused, "c": .calledOut, "l": .calledOut,
                "L": .lateCancel, "p": .present,
            ]
            let calls = ["c": at("18:00", date.adding(days: -1)), "l": at("18:01", date.adding(days: -1))]
            return AttendanceOutcome(
                session: Self.name(index), plannedStart: at("18:00", date), state: states[mark] ?? .left,
                calledOut: calls[String(mark)])
        }
    }

    static func name(_ index: Int) -> SessionName {
        SessionName(group: GroupID(unchecked: "evening-iop"), date: monday.adding(days: index))
    }
}

@Suite("Absences: what is counted, and when it is too many")
struct AbsenceTests {
    private static let rule = AbsenceRule(
        consecutive: 2, frequent: 3, lateNotices: 2, ofLast: 6, notice: .hours(24))

    @Test(arguments: [
        AbsenceExample("nothing yet", ""),
        AbsenceExample("always there", "++++"),
        AbsenceExample("one no-show", "+-"),
        AbsenceExample("two no-shows one after the other", "+--", consecutive: [1, 2]),
        AbsenceExample("two no-shows with one attended between", "-+-"),
        AbsenceExample("came again", "--+"),
        AbsenceExample("an excused absence between two no-shows counts for nothing", "-x-", consecutive: [0, 2]),
        AbsenceExample("only excused absences", "xxxx"),
        AbsenceExample(
            "a call-out in time is no no-show, and breaks no row", "-c-", consecutive: [0, 2], frequent: [0, 1, 2]),
        AbsenceExample("unexcused after a look at it counts like a no-show", "-u", consecutive: [0, 1]),
        AbsenceExample("three absences of the last six", "-+-+c+", frequent: [0, 2, 4]),
        AbsenceExample("the first of three is too long ago", "-+-+c++"),
        AbsenceExample("excused sessions don't use up the last six", "-x+x-xx+c", frequent: [0, 4, 8]),
        AbsenceExample("two notices given too late", "l+L", late: [0, 2]),
        AbsenceExample("notice a day before is in time, a minute later isn't", "c+l"),
        AbsenceExample("late notices are absences too", "l+-+L", frequent: [0, 2, 4], late: [0, 4]),
        AbsenceExample("never for somebody who is present", "---p"),
        AbsenceExample("three in a row and late", "-lu", consecutive: [0, 2], frequent: [0, 1, 2]),
    ])
    func tables(_ example: AbsenceExample) {
        let findings = Self.rule.findings(example.outcomes)
        #expect(findings[.consecutiveAbsences] == example.consecutive?.map(AbsenceExample.name))
        #expect(findings[.frequentAbsences] == example.frequent?.map(AbsenceExample.name))
        #expect(findings[.lateNotice] == example.late?.map(AbsenceExample.name))
    }

    @Test("A program that says nothing finds nothing")
    func silent() {
        #expect(AbsenceRule().findings(AbsenceExample("", "------").outcomes).isEmpty)
    }
}
