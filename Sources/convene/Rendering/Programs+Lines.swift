import ConvenedAPI

extension API.Programs.List.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        guard !programs.isEmpty else { return ["There is no program yet. See 'convene program import --help'."] }
        var table = Table(
            .init(title: "PROGRAM", shrinksTo: 12), .init(title: "LEVEL"), .init(title: "TITLE", shrinksTo: 10),
            .init(title: "A WEEK", alignment: .right), .init(title: "DAYS", alignment: .right),
            .init(title: "A DAY", alignment: .right), .init(title: "SINCE"))
        for program in programs {
            table.add(
                .init(program.id), .init(program.level), .init(program.title), .init(program.weeklyRange),
                .init(program.minimumDays.map(String.init) ?? "–"),
                .init(program.dailyMinimumSeconds.map(roundHours) ?? "–"), .init(program.effective))
        }
        return table.lines(on: screen)
    }
}

extension API.Programs.Show.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        var fields = Fields()
        fields.add("Program", "\(program.id), level \(program.level)")
        fields.add("Title", program.title)
        fields.add("Since", program.effective)
        fields.add("A week", program.weeklyRange)
        fields.add("A day", program.dailyMinimumSeconds.map { "\(roundHours($0)) for the day to count" })
        fields.add("Days", program.minimumDays.map { "at least \($0) a week" })
        fields.add("Gap", program.longestGapDays.map { "at most \(count($0, "day"))" })
        fields.add("Stay", program.minimumStayDays.map { "at least \(count($0, "day"))" })
        fields.add("Steps", each: program.steps.map(\.sentence))
        fields.add("Due", each: program.dues)
        fields.add("Earning", program.earning)
        fields.add("Credit", each: program.credit)
        fields.add(
            "Make-ups", program.individualMakeupSeconds.map { "up to \(roundHours($0)) of individual time a week too" })
        fields.add("Absences", each: program.absences?.sentences ?? [])
        fields.add("Cohort", program.cohort)
        fields.add("Weeks", program.weekStarts == "admission" ? "from the day of admission" : nil)
        fields.add("Partial weeks", program.partialWeek)
        fields.add("Margin", "\(shortage(program.alertMarginSeconds)) before a week is at risk")
        fields.add("Alerts", "\(shortage(program.settlingSeconds)) after a session's end")
        if versions.count > 1 { fields.add("Versions", versions.joined(separator: ", ")) }
        return fields.lines(on: screen)
    }
}

extension API.Programs.Import.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        [printable("\(program) \(isNew ? "is new" : "has a new version"), effective \(effective).")]
    }
}

extension API.Programs.Step {
    fileprivate var sentence: String {
        var parts: [String] = []
        if let program { parts.append("to \(program)") }
        if let weekly = weeklyMinimumSeconds { parts.append("\(roundHours(weekly)) a week") }
        if let most = weeklyMaximumSeconds { parts.append("at most \(roundHours(most))") }
        if let daily = dailyMinimumSeconds { parts.append("\(roundHours(daily)) a day") }
        if let days = minimumDays { parts.append(count(days, "day")) }
        if transitionWeeks > 0 { parts.append("\(count(transitionWeeks, "week")) of transition") }
        return "after \(count(afterDays, "day")): \(parts.joined(separator: ", "))"
    }
}

extension API.Programs.Absences {
    fileprivate var sentences: [String] {
        [
            consecutive.map { "alert after \($0) no-shows running" },
            frequent.map { "alert after \($0) absences in \(ofLast) sessions" },
            lateNotices.map {
                "alert after \($0) call-outs in \(ofLast) sessions less than \(shortage(noticeSeconds)) ahead"
            },
        ].compactMap { $0 }
    }
}

extension API.Programs.Program {
    fileprivate var dues: [String] {
        [
            evaluationDays.map { "evaluation within \(count($0, "day")) of admission" },
            planReviewDays.map { "review of the treatment plan every \(count($0, "day"))" },
            recertificationDays.map { "recertification every \(count($0, "day"))" },
        ].compactMap { $0 }
    }

    fileprivate var weeklyRange: String {
        let minimum = roundHours(weeklyMinimumSeconds)
        return weeklyMaximumSeconds.map { "\(minimum) to \(roundHours($0))" } ?? minimum
    }

    fileprivate var earning: String {
        var ways = ["in person"]
        if video { ways.append("video") }
        if audioOnly { ways.append("audio only") }
        return "\(kinds.joined(separator: ", ")); \(ways.joined(separator: ", "))"
    }

    fileprivate var credit: [String] {
        [
            "\(shortage(graceSeconds)) of grace, breaks up to \(shortage(breaksCreditedSeconds)) a session",
            "nothing under \(shortage(minimumToCountSeconds)), overrun is \(creditsOverrun ? "credited" : "not credited")",
            splitsAtMidnight
                ? "time after midnight belongs to the next day" : "a session belongs to the day on which it began",
        ]
    }
}
