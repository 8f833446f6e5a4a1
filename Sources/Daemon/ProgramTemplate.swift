package import Clinic
package import StrictTOML

/// A program as a TOML file describes it, such as the templates in `config/programs`.
package enum ProgramTemplate {
    /// Reads a program. Throws every unknown key and every value that is wrong by itself or beside another.
    ///
    /// `file` is the name that problems cite.
    package static func program(text: String, file: String) throws(StrictTOMLError) -> Program {
        let table = try StrictTable(text: text, file: file)
        let gates = try gates(table.table("gates"))
        let credit = try credit(table.table("credit"))
        let alerts = table.table("alerts")
        let groups = table.table("groups")
        let program = Program(
            id: try table.required("id", .text("an identifier of \(ProgramID.form)", ProgramID.init(rawValue:))),
            title: try table.required("title", .string),
            level: try table.required("level", .string),
            effective: try table.required("effective", .text("a date such as 2026-11-23", LocalDate.init(text:))),
            cohort: table.value("cohort", .string),
            gates: gates,
            credit: credit,
            partialWeek: table.value("partial_week", .word, default: .exempt),
            minimumStayDays: table.value("minimum_stay_days", .integer(1...3650)),
            alertMargin: alerts.value("margin", .length(.zero ... .hours(24)), default: .minutes(30)),
            settling: alerts.value("settling", .length(.zero ... .hours(24)), default: .minutes(30)),
            groupMaximum: groups.value("maximum_size", .integer(1...1000)),
            sessionMinimum: groups.value("minimum_length", .length(.minutes(1) ... .hours(24))))
        try table.finish()
        return program
    }

    private static func gates(_ table: StrictTable) throws(StrictTOMLError) -> Gates {
        let gates = Gates(
            weeklyMinimum: try table.required("weekly_minimum", .length(.minutes(1) ... .days(7))),
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

    private static func credit(_ table: StrictTable) throws(StrictTOMLError) -> CreditRule {
        let kinds = try table.required(
            "kinds",
            .list(
                of: ValueKind<SessionKind>.word,
                expected: "an array of " + SessionKind.allCases.map(\.rawValue).joined(separator: ", ")))
        if kinds.isEmpty { table.problem("kinds", "must name at least one kind of session") }
        if Set(kinds).count < kinds.count { table.problem("kinds", "must name each kind once only") }
        return CreditRule(
            grace: try table.required("grace", .length(.zero ... .hours(1))),
            breaksCredited: try table.required("breaks", .length(.zero ... .hours(24))),
            minimumToCount: try table.required("minimum_to_count", .length(.zero ... .hours(24))),
            creditsOverrun: try table.required("overrun", .boolean),
            kinds: Set(kinds),
            creditsVideo: try table.required("video", .boolean),
            creditsAudioOnly: try table.required("audio_only", .boolean))
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
