import ConvenedAPI

extension API.Reports.Stay.Reply: Reportable {
    var report: Report {
        Report(
            title: "\(shortName) · \(member)",
            subtitle: stay.sentence + " "
                + finality(weeks, "Its last week is"),
            facts: [
                ("Program", stay.program),
                ("Weeks met", weeks.met),
                (
                    "Attendance",
                    "\(attended) of \(attended + missed) sessions ("
                        + "\(Grid.Value.share(attended, of: attended + missed).text)), \(excused) excused besides"
                ),
                ("Longest gap", gap),
            ] + measures.map { ($0.name, $0.inBrief) } + stay.marks.map { ("From \($0.on)", $0.text) },
            charts: [weeks.chart(stay.marks)] + measures.map(\.chart), table: weeks.table(stay.marks),
            notes: ["The requirement is that of each week, as it held then."])
    }

    private var gap: String {
        guard let gapFrom, let gapTo else { return "no day between two days of treatment" }
        return "\(count(longestGapDays, "day")) without treatment, between \(gapFrom) and \(gapTo)"
    }
}

extension API.Reports.Extract.Reply: Reportable {
    var report: Report {
        var table = Grid(
            caption: "Sessions",
            columns: [
                .text("Date", "date"), .text("Group", "group", shrinksTo: 8), .text("In", "in"), .text("Out", "out"),
                .number("Attended", "attended"), .number("Credited", "credited"), .text("State", "state"),
            ])
        table.rows = visits.map { visit in
            [
                .text(day(visit.start)), .text(visit.label), .text(visit.times.arrivals),
                .text(visit.times.departures), .duration(visit.attendedSeconds), .duration(visit.creditedSeconds),
                .text(visit.times.isEmpty ? inWords(visit.state) : "present"),
            ]
        }
        let reached = contacts.map { "\($0.address) (\($0.channel), \($0.consent ? "agreed to" : "not agreed to"))" }
        return Report(
            title: name, subtitle: "Own record at \(site), member \(member). It names no other member.",
            facts: [("Born", born), ("Contacts", reached.isEmpty ? "none" : reached.joined(separator: ", "))]
                + stays.map { ("Stay", "\($0.program): \($0.sentence)") }
                + stays.flatMap(\.marks).map { ("From \($0.on)", $0.text) } + [("Weeks met", weeks.met)]
                + measures.map { ($0.name, $0.inBrief) } + noteFacts,
            charts: [weeks.chart(stays.flatMap(\.marks))] + measures.map(\.chart), table: table,
            notes: weeks.isEmpty ? [] : [finality(weeks, "The last week is")])
    }
}

extension API.Reports.Extract.Reply {
    /// The notes that may be read, and how many there are beside.
    private var noteFacts: [(label: String, value: String)] {
        let hidden = notes.count { $0.text == nil }
        let shown = notes.compactMap { note in
            note.text.map { (label: "\(note.kind.capitalizedFirst) of \(note.date)", value: $0) }
        }
        let rest =
            "\(hidden), left out: they are for who facilitates the member's groups, the case manager and supervisors"
        return shown + (hidden > 0 ? [("Notes", rest)] : [])
    }
}

extension API.Reports.Sheet.Reply: Reportable {
    /// How many empty lines a blank sheet has for whoever comes besides.
    private static let spareRows = 3

    /// Room for what will be written by hand.
    private var form: Grid {
        var table = Grid(
            caption: "Members",
            columns: [
                .text("Member", "member"), .text("Name", "name", shrinksTo: 12), .text("In", "in"), .text("Out", "out"),
                .picture("Signature"),
            ], isForm: true)
        table.rows = rows.map { [.text($0.member), .text($0.name), .blankTime, .blankTime, .blank] }
        table.rows += Array(
            repeating: [.blankTime, .blank, .blankTime, .blankTime, .blank], count: Self.spareRows)
        return table
    }

    private var record: Grid {
        var table = Grid(
            caption: "Members",
            columns: [
                .text("Member", "member"), .text("Name", "name", shrinksTo: 12), .text("In", "in"), .text("Out", "out"),
                .number("Attended", "attended"), .number("Credited", "credited"), .text("State", "state"),
                .picture("Signature"),
            ])
        table.rows = rows.map { row in
            let hasTimes = !row.times.isEmpty
            return [
                .text(row.member), .text(row.name), hasTimes ? .text(row.times.arrivals) : .none,
                hasTimes ? .text(row.times.departures) : .none,
                hasTimes ? .duration(row.attendedSeconds) : .none,
                hasTimes ? .duration(row.creditedSeconds) : .none, .text(row.how), .blank,
            ]
        }
        return table
    }

    var report: Report {
        let came = guests == 0 ? "\(present)" : "\(present), and \(count(guests, "guest"))"
        return report(record, treatment: nil, present: warning.map { "\(came) (mind: \($0))" } ?? came)
    }

    /// The sheet with nothing on it but who is expected, to be filled in by hand.
    var blankForm: Report {
        report(form, treatment: "from ________ to ________", present: "________")
    }

    private func report(_ table: Grid, treatment: String?, present: String) -> Report {
        let treated = startedAt.map { "\(clock($0)) to \(endedAt.map(clock) ?? "…")" } ?? "not yet"
        return Report(
            title: "Sign-in sheet: \(groupName)",
            subtitle: "\(site), \(weekdayAndDate(day(plannedStart))), \(session) (\(inWords(state))).",
            facts: [
                ("Planned", "\(clock(plannedStart)) to \(clock(plannedEnd)), \(inWords(kind))"),
                ("Treatment", treatment ?? treated), ("Present", present),
                (
                    "Facilitators",
                    facilitators.isEmpty ? "nobody named" : facilitators.map(\.titleAndTimes).joined(separator: "; ")
                ),
            ]
                + pauses.map { pause in
                    (
                        inWords(pause.kind).capitalizedFirst,
                        "\(clock(pause.from)) to \(pause.to.map(clock) ?? "…")"
                            + (pause.reason.map { ", \($0)" } ?? "")
                    )
                } + [signed].compactMap { $0 }, table: table,
            signatures: signedAt != nil
                ? [] : facilitators.isEmpty ? ["Facilitator, date"] : facilitators.map { "\($0.title), date" })
    }

    /// Who signed it, when, and what they stated.
    private var signed: (label: String, value: String)? {
        signedAt.map { time in
            ("Signed", "by \(signedBy ?? "") on \(day(time)) at \(clock(time)): \(sentence ?? "")")
        }
    }
}

extension API.Reports.SheetRow {
    fileprivate var how: String {
        var words = [state == "left" ? "present" : inWords(state)]
        if origin != "rostered" { words.append(inWords(origin)) }
        words += times.map(\.mode).filter { $0 != "in_person" }.prefix(1).map(inWords)
        return words.joined(separator: ", ")
    }
}

extension API.Reports.Facilitator {
    fileprivate var title: String {
        nameAndCredentials + (lead ? " (lead)" : "")
    }

    /// With when they led, once treatment has begun.
    fileprivate var titleAndTimes: String {
        guard !led.isEmpty else { return title }
        let times = led.map { "\(clock($0.from)) to \($0.to.map(clock) ?? "…")" }
        return "\(nameAndCredentials) (led \(times.joined(separator: ", ")))"
    }

    private var nameAndCredentials: String {
        (name ?? staff) + (credentials.map { ", \($0)" } ?? "")
    }
}

extension API.Reports.Course {
    /// How many of the latest values are written out.
    private static let most = 12

    /// The latest values in the order of time, and what they mean.
    var inBrief: String {
        let values = points.suffix(Self.most).map { "\($0.value)\($0.alarming ? "!" : "")" }.joined(separator: ", ")
        let days =
            points.count == 1
            ? points[0].date : "\(points[max(0, points.count - Self.most)].date) to \(points[points.count - 1].date)"
        let scale = lowest.flatMap { lowest in highest.map { "\(lowest) to \($0)" } }
        let meaning = [
            scale, better.map { "\($0) is better" },
            alert.map { "! at \($0) and \(better == "higher" ? "below" : "above")" }, days,
        ].compactMap { $0 }
        return "\(values) (\(meaning.joined(separator: "; ")))"
    }

    var chart: Chart {
        Chart(
            title: name,
            bars: points.map { point in
                Chart.Bar(
                    label: String(point.date.dropFirst(2)), value: point.value, required: alert,
                    isEnough: !point.alarming, isOpen: false)
            }, unit: "", perUnit: 1, lowest: min(lowest ?? 0, points.map(\.value).min() ?? 0))
    }
}

extension [API.Reports.Times] {
    fileprivate var arrivals: String { map { clock($0.in) }.joined(separator: ", ") }
    fileprivate var departures: String { map { $0.out.map(clock) ?? "…" }.joined(separator: ", ") }
}

extension API.Reports.StayFacts {
    fileprivate var sentence: String {
        "\(inWords(state).capitalizedFirst), from \(admitted)" + (ended.map { " to \($0)" } ?? "")
            + (reason.map { ", \($0)" } ?? "") + "."
    }
}

extension [API.Reports.Week] {
    /// The weeks that are closed and of which the whole requirement was asked for.
    var judged: [API.Reports.Week] {
        filter { $0.closed && $0.standing != "exempt" && $0.standing != "waived" }
    }

    fileprivate var met: String {
        let exempt = count { $0.standing == "exempt" || $0.standing == "waived" }
        return "\(judged.count { $0.standing == "met" }) of \(judged.count)"
            + (exempt > 0 ? ", \(exempt) exempt or waived besides" : "")
    }

    /// What changed in a week, in one line.
    ///
    /// What changed in a week without figures, such as one on hold, is said in the next one that has some; what is still
    /// ahead in none.
    private func mark(_ index: Int, _ marks: [API.Reports.Mark]) -> String? {
        let before = index > 0 ? self[index - 1].end : ""
        let own = marks.filter { $0.on > before && $0.on <= self[index].end }
        return own.isEmpty ? nil : own.map(\.text).joined(separator: "; ")
    }

    fileprivate func table(_ marks: [API.Reports.Mark]) -> Grid {
        let most = map { Swift.max($0.creditedSeconds, $0.requiredSeconds) }.max() ?? 0
        var table = Grid(
            caption: "Hours by week",
            columns: [
                .text("Week", "week"), .text("Program", "program", shrinksTo: 6).minor, .number("Attended", "attended"),
                .number("Credited", "credited"), .number("Of", "required"), .picture("Hours"),
                .text("Standing", "standing"), .text("Rule", "rule"), .finality,
                .text("Change", "change", shrinksTo: 16).minor,
            ])
        table.rows = enumerated().map { index, week in
            [
                .text(week.week), .text(week.program), .duration(week.attendedSeconds),
                .duration(week.creditedSeconds), .requirement(week.requiredSeconds),
                .bar(week.creditedSeconds, of: week.requiredSeconds, most: most), .standing(week.standing),
                .rule(week.rule, of: week.standing), .finality(closed: week.closed, provisional: week.provisional),
                .text(mark(index, marks) ?? ""),
            ]
        }
        table.total = [
            .text("All"), .none, .duration(map(\.attendedSeconds).reduce(0, +)),
            .duration(map(\.creditedSeconds).reduce(0, +)), .none, .none, .none, .none, .none, .none,
        ]
        return table
    }

    fileprivate func chart(_ marks: [API.Reports.Mark]) -> Chart {
        Chart(
            title: "Credited hours by week, beside the requirement",
            bars: enumerated().map { index, week in
                Chart.Bar(
                    label: String(week.week.dropFirst(2)), value: week.creditedSeconds,
                    required: week.requiredSeconds, isEnough: week.creditedSeconds >= week.requiredSeconds,
                    isOpen: week.provisional, mark: mark(index, marks))
            }, unit: "h", perUnit: 3600)
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
