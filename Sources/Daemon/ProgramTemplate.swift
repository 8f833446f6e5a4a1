package import Clinic
package import StrictTOML

/// A program as a TOML file describes it, such as the templates in `config/programs`.
package enum ProgramTemplate {
    /// Reads a program. Throws every unknown key and every value that is wrong by itself or beside another.
    ///
    /// `file` is the name that problems cite.
    package static func program(text: String, file: String) throws(StrictTOMLError) -> Program {
        let table = try StrictTable(text: text, file: file)
        let gates = gates(table.table("gates"))
        let credit = credit(table.table("credit"))
        let alerts = table.table("alerts")
        let groups = table.table("groups")
        let makeups = table.table("makeups")
        let program = Program(
            id: table.required(
                "id", .text("an identifier of \(ProgramID.form)", ProgramID.init(rawValue:)),
                standIn: ProgramID(unchecked: "")),
            title: table.required("title", .string, standIn: ""),
            level: table.required("level", .string, standIn: ""),
            effective: table.required(
                "effective", .text("a date such as 2026-11-23", LocalDate.init(text:)),
                standIn: LocalDate(daysSince1970: 0)),
            cohort: table.value("cohort", .string),
            gates: gates,
            credit: credit,
            partialWeek: table.value("partial_week", .word, default: .exempt),
            minimumStayDays: table.value("minimum_stay_days", .integer(1...3650)),
            alertMargin: alerts.value("margin", .length(.zero ... .hours(24)), default: .minutes(30)),
            settling: alerts.value("settling", .length(.zero ... .hours(24)), default: .minutes(30)),
            absences: absences(table.table("absences")),
            stay: stay(table),
            groupMaximum: groups.value("maximum_size", .integer(1...1000)),
            sessionMinimum: groups.value("minimum_length", .length(.minutes(1) ... .hours(24))),
            individualMakeup: makeups.value("individual", .length(.zero ... .hours(24))).flatMap {
                $0 > .zero ? $0 : nil
            },
            weekStarts: weekStart(table))
        let kinds = program.credit.kinds
        if program.individualMakeup != nil, !kinds.isEmpty, !kinds.contains(.individual) {
            makeups.problem("individual", "makes up nothing, since kinds leaves individual sessions out")
        }
        try table.finish()
        return program
    }

    private static func weekStart(_ table: StrictTable) -> WeekStart? {
        let start: WeekStart = table.value("week_starts", .word, default: .site)
        return start == .site ? nil : start
    }

    private static func absences(_ table: StrictTable) -> AbsenceRule? {
        let rule = AbsenceRule(
            consecutive: table.value("consecutive", .integer(1...60)),
            frequent: table.value("frequent", .integer(1...60)),
            lateNotices: table.value("late_notices", .integer(1...60)),
            ofLast: table.value("of_last", .integer(1...60), default: 8),
            notice: table.value("notice", .length(.zero ... .days(14)), default: .hours(24)))
        for (key, limit) in [("frequent", rule.frequent), ("late_notices", rule.lateNotices)] {
            if let limit, limit > rule.ofLast { table.problem(key, "must not be more than of_last") }
        }
        return rule.consecutive == nil && rule.frequent == nil && rule.lateNotices == nil ? nil : rule
    }

    private static func gates(_ table: StrictTable) -> Gates {
        let gates = Gates(
            weeklyMinimum: table.required("weekly_minimum", .length(.minutes(1) ... .days(7)), standIn: .zero),
            weeklyMaximum: table.value("weekly_maximum", .length(.minutes(1) ... .days(7))),
            dailyMinimum: table.value("daily_minimum", .length(.minutes(1) ... .hours(24))),
            minimumDays: table.value("minimum_days", .integer(1...7)),
            longestGapDays: table.value("longest_gap_days", .integer(0...6)))
        guard let maximum = gates.weeklyMaximum else { return gates }
        if maximum < gates.weeklyMinimum {
            table.problem("weekly_maximum", "must not be less than weekly_minimum")
        } else if let daily = gates.dailyMinimum, daily.count * (gates.minimumDays ?? 1) > maximum.count {
            table.problem("daily_minimum", "can't be reached on the days required within weekly_maximum")
        }
        return gates
    }

    private static func credit(_ table: StrictTable) -> CreditRule {
        let kinds = table.required(
            "kinds",
            .list(
                of: ValueKind<SessionKind>.word,
                expected: "an array of " + SessionKind.allCases.map(\.rawValue).joined(separator: ", ")),
            standIn: [.group])
        if kinds.isEmpty { table.problem("kinds", "must name at least one kind of session") }
        if Set(kinds).count < kinds.count { table.problem("kinds", "must name each kind once only") }
        return CreditRule(
            grace: table.required("grace", .length(.zero ... .hours(1)), standIn: .zero),
            breaksCredited: table.required("breaks", .length(.zero ... .hours(24)), standIn: .zero),
            minimumToCount: table.required("minimum_to_count", .length(.zero ... .hours(24)), standIn: .zero),
            creditsOverrun: table.required("overrun", .boolean, standIn: false),
            kinds: Set(kinds),
            creditsVideo: table.required("video", .boolean, standIn: false),
            creditsAudioOnly: table.required("audio_only", .boolean, standIn: false),
            // Written down only where it is so, as in the programs of clinics that never heard of it.
            splitsAtMidnight: table.value("split_at_midnight", .boolean) == true ? true : nil)
    }
}

extension ValueKind<Seconds> {
    /// A length of time as text, such as `9h` or `30m`, within a range.
    package static func length(_ range: ClosedRange<Seconds>) -> Self {
        let most = range.upperBound.hoursAndMinutes
        return .text("a length such as 9h or 30m, from \(range.lowerBound.hoursAndMinutes) to \(most)") { text in
            Seconds(text: text).flatMap { range.contains($0) ? $0 : nil }
        }
    }
}
