import Clinic
import Daemon
import StrictTOML
import Testing

@Suite struct ProgramTemplateTests {
    private static let text = """
        id = "evening"
        title = "Evening program"
        level = "2.1"
        effective = 2026-12-01
        cohort = "adult"
        partial_week = "prorate"
        week_starts = "admission"
        minimum_stay_days = 90
        [gates]
        weekly_minimum = "9h"
        weekly_maximum = "19h"
        daily_minimum = "3h"
        minimum_days = 3
        longest_gap_days = 2
        [credit]
        grace = "5m"
        breaks = "15m"
        minimum_to_count = "30m"
        overrun = true
        kinds = ["individual", "group"]
        video = true
        audio_only = false
        split_at_midnight = true
        [alerts]
        margin = "45m"
        settling = "20m"
        [groups]
        maximum_size = 8
        minimum_length = "50m"
        [dates]
        evaluation_days = 3
        plan_review_days = 30
        recertification_days = 60
        [lead_times]
        recertification_days = 21
        [[steps]]
        after_days = 30
        weekly_minimum = "6h"
        daily_minimum = "2h"
        transition_weeks = 2
        [[steps]]
        after_days = 45
        program = "low"
        [makeups]
        individual = "1h"
        """

    private static func problems(_ line: String, instead new: String) throws -> [String] {
        try #require(text.contains(line))
        let changed = text.split(separator: "\n").map { $0 == line ? new : String($0) }.joined(separator: "\n")
        do throws(StrictTOMLError) {
            _ = try ProgramTemplate.program(text: changed, file: "evening.toml")
            return []
        } catch {
            return error.problems
        }
    }

    @Test func everyKeyIsRead() throws {
        let program = try ProgramTemplate.program(text: Self.text, file: "evening.toml")
        #expect(
            program
                == Program(
                    id: ProgramID(unchecked: "evening"), title: "Evening program", level: "2.1",
                    effective: try #require(LocalDate(text: "2026-12-01")), cohort: "adult",
                    gates: Gates(
                        weeklyMinimum: .hours(9), weeklyMaximum: .hours(19), dailyMinimum: .hours(3), minimumDays: 3,
                        longestGapDays: 2),
                    credit: CreditRule(
                        grace: .minutes(5), breaksCredited: .minutes(15), minimumToCount: .minutes(30),
                        creditsOverrun: true, kinds: [.individual, .group], creditsVideo: true,
                        creditsAudioOnly: false, splitsAtMidnight: true),
                    partialWeek: .prorate, minimumStayDays: 90, alertMargin: .minutes(45), settling: .minutes(20),
                    stay: StayRule(
                        steps: [
                            Step(
                                afterDays: 30, weeklyMinimum: .hours(6), dailyMinimum: .hours(2), transitionWeeks: 2),
                            Step(afterDays: 45, program: ProgramID(unchecked: "low")),
                        ], evaluationDays: 3, planReviewDays: 30, recertificationDays: 60,
                        leadDays: [.recertification: 21]),
                    groupMaximum: 8, sessionMinimum: .minutes(50), individualMakeup: .hours(1),
                    weekStarts: .admission))
    }

    @Test(arguments: [
        (
            "weekly_maximum = \"19h\"", "weekly_maximum = \"8h\"",
            "line 11: [gates] weekly_maximum must not be less than weekly_minimum."
        ),
        (
            "daily_minimum = \"3h\"", "daily_minimum = \"7h\"",
            "line 12: [gates] daily_minimum can't be reached on the days required within weekly_maximum."
        ),
        (
            "minimum_days = 3", "minimum_days = 8",
            "line 13: [gates] minimum_days must be a whole number from 1 to 7, not 8."
        ),
        (
            "longest_gap_days = 2", "longest_gap_days = 7",
            "line 14: [gates] longest_gap_days must be a whole number from 0 to 6, not 7."
        ),
        (
            "weekly_minimum = \"9h\"", "weekly_minimum = \"9\"",
            "line 10: [gates] weekly_minimum must be a length such as 9h or 30m, from 0 h 01 to 168 h 00, not \"9\"."
        ),
        (
            "weekly_minimum = \"9h\"", "weekly_minimum = \"0h\"",
            "line 10: [gates] weekly_minimum must be a length such as 9h or 30m, from 0 h 01 to 168 h 00, not \"0h\"."
        ),
        (
            "weekly_minimum = \"9h\"", "# none",
            "line 9: [gates] weekly_minimum is missing; it must be a length such as 9h or 30m, from 0 h 01 to 168 h 00."
        ),
        (
            "effective = 2026-12-01", "effective = \"soon\"",
            "line 4: effective must be a date such as 2026-11-23, not \"soon\"."
        ),
        (
            "partial_week = \"prorate\"", "partial_week = \"half\"",
            "line 6: partial_week must be one of exempt, full, prorate, prorate_sessions, not \"half\"."
        ),
        (
            "week_starts = \"admission\"", "week_starts = \"monday\"",
            "line 7: week_starts must be one of site, admission, not \"monday\"."
        ),
        (
            "kinds = [\"individual\", \"group\"]", "kinds = []",
            "line 20: [credit] kinds must name at least one kind of session."
        ),
        (
            "kinds = [\"individual\", \"group\"]", "kinds = [\"individual\", \"individual\"]",
            "line 20: [credit] kinds must name each kind once only."
        ),
        (
            "kinds = [\"individual\", \"group\"]", "kinds = [\"group\"]",
            "line 45: [makeups] individual makes up nothing, since kinds leaves individual sessions out."
        ),
        (
            "id = \"evening\"", "id = \"Evening!\"",
            "line 1: id must be an identifier of \(ProgramID.form), not \"Evening!\"."
        ),
        ("overrun = true", "# none", "line 15: [credit] overrun is missing; it must be true or false."),
        (
            "margin = \"45m\"", "margins = \"45m\"",
            "line 25: [alerts] margins isn't known; the keys here are margin, settling."
        ),
        (
            "after_days = 30", "# none",
            "line 36: [steps] after_days is missing; it must be a whole number from 1 to 3650."
        ),
        (
            "program = \"low\"", "# none",
            "line 42: [steps] after_days must come with either another program or what a week must hold from then on."
        ),
        (
            "cohort = \"adult\"", "recertify_days = 60",
            "line 5: recertify_days isn't known; the keys here are absences, alerts, cohort, credit, dates, effective, gates, groups, id, lead_times, level, makeups, minimum_stay_days, partial_week, steps, title, week_starts."
        ),
    ])
    func whatIsWrongIsRefused(_ example: (String, String, String)) throws {
        #expect(try Self.problems(example.0, instead: example.1) == ["evening.toml " + example.2])
    }

    /// The figures of the shipped templates: weekly minimum and maximum in hours, daily minimum, days, gap, breaks.
    @Test(
        arguments: [
            ("iop-adult", "2.1", 9, 19, nil, 3, nil, 15),
            ("iop-young-adult", "2.1", 9, 19, nil, 3, nil, 15),
            ("iop-adolescent", "2.1", 6, 19, 2, nil, nil, 15),
            ("iop-daily-minimum", "2.1", 9, 19, 3, 3, 2, 15),
            ("iop-two-day", "2.1", 9, nil, 3, 2, nil, 15),
            ("iop-high-intensity", "2.1", 20, 30, nil, 5, nil, 15),
            ("php", "2.5", 20, nil, 5, nil, nil, 0),
            ("iop-medicare", "2.1", 9, 19, nil, nil, nil, 15),
            ("step-down", "2.1", 9, 19, nil, nil, nil, 15),
        ] as [(String, String, Int, Int?, Int?, Int?, Int?, Int)])
    func shippedTemplates(_ example: (String, String, Int, Int?, Int?, Int?, Int?, Int)) throws {
        let (id, level, minimum, maximum, daily, days, gap, breaks) = example
        let program = try #require(try ProgramTemplate.shippedPrograms().first { $0.id.rawValue == id })
        #expect(program.level == level)
        #expect(
            program.gates
                == Gates(
                    weeklyMinimum: .hours(minimum), weeklyMaximum: maximum.map(Seconds.hours),
                    dailyMinimum: daily.map(Seconds.hours), minimumDays: days, longestGapDays: gap))
        #expect(program.credit.breaksCredited == .minutes(breaks))
        #expect(program.partialWeek == .exempt)
    }

    /// A template that exists in `config/programs` but not in the daemon, or the other way round, would be a trap.
    @Test func shippedTemplatesAreNamedByTheirPrograms() throws {
        let files = ProgramTemplate.shipped.keys.sorted()
        #expect(try ProgramTemplate.shippedPrograms().map { "\($0.id).toml" } == files)
        #expect(files.count == 9)
        for (file, bytes) in ProgramTemplate.shipped {
            #expect(
                String(decoding: bytes, as: UTF8.self).hasPrefix("# Defaults to start from, not legal advice"),
                "\(file)")
        }
    }
}
