import Clinic
import Testing

/// A night of three hours, 22:00 to 01:00, and what it brings to two days or two weeks, in minutes (DESIGN, 5.4).
struct NightExample: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Days after the Sunday on which the week begins; -1 is the Saturday before.
    let day: Int
    let was: String
    let breaks: String
    let there: String
    let split: Bool
    /// What the week has of it.
    let attended: Int
    let credited: Int
    let lost: Int
    /// The days of the week that have some of it, with their minutes.
    let days: [Int: Int]

    init(
        _ what: String, day: Int = 1, was: String = "22:00-25:00", breaks: String = "", there: String = "22:00-25:00",
        split: Bool = true, attended: Int, credited: Int, lost: Int = 0, days: [Int: Int]
    ) {
        testDescription = what
        self.day = day
        self.was = was
        self.breaks = breaks
        self.there = there
        self.split = split
        self.attended = attended
        self.credited = credited
        self.lost = lost
        self.days = days
    }
}

@Suite("Sessions over midnight")
struct MidnightTests {
    static let nights = [
        NightExample(
            "a session is all of the day on which it began", split: false, attended: 180, credited: 180, days: [1: 180]),
        NightExample("split: two hours today, one tomorrow", attended: 180, credited: 180, days: [1: 120, 2: 60]),
        NightExample(
            "left at half past twelve", there: "22:00-24:30", attended: 150, credited: 150, lost: 30,
            days: [1: 120, 2: 30]),
        NightExample(
            "came after midnight", there: "24:20-25:00", attended: 40, credited: 40, lost: 140, days: [2: 40]),
        NightExample(
            "left four minutes early, within grace", there: "22:00-24:56", attended: 176, credited: 180,
            days: [1: 120, 2: 60]),
        NightExample(
            "a break of 25 from ten to twelve on: the last ten minutes of it earn nothing", breaks: "23:50-24:15",
            attended: 180, credited: 170, days: [1: 120, 2: 50]),
        NightExample(
            "29 minutes on both sides of midnight are too few to count", there: "23:45-24:14", attended: 29,
            credited: 0, lost: 180, days: [:]),
        NightExample(
            "30 minutes on both sides count", there: "23:45-24:15", attended: 30, credited: 30, lost: 150,
            days: [1: 15, 2: 15]),
        NightExample(
            "over the week's end: this week has what was before", day: 6, attended: 120, credited: 120, days: [6: 120]),
        NightExample(
            "the night before the week: it has what was after", day: -1, attended: 60, credited: 60, days: [0: 60]),
        NightExample(
            "left at 23:30 before the week: an hour of the week is lost", day: -1, there: "22:00-23:30", attended: 0,
            credited: 0, lost: 60, days: [:]),
    ]

    @Test(arguments: nights)
    func night(_ example: NightExample) {
        let date = week.start.adding(days: example.day)
        let night = session(
            "22:00-25:00", was: example.was, breaks: example.breaks, there: example.there, on: date,
            split: example.split)
        let figures = situation([night], Gates(weeklyMinimum: .hours(3))).figures()
        #expect(figures.attended.inMinutes == example.attended)
        #expect(figures.credited.inMinutes == example.credited)
        #expect((figures.planned - figures.credited).inMinutes == example.lost)
        #expect((figures.lostByClinic + figures.lostByMember).inMinutes == example.lost)
        // A day counts with all of its minutes, and no more with one too few.
        for least in Set(example.days.values.flatMap { [$0, $0 + 1] } + [1]) {
            let gates = Gates(weeklyMinimum: .minutes(1), dailyMinimum: .minutes(least), minimumDays: 1)
            let counting = example.days.filter { $0.value >= least }
            let judged = situation([night], gates)
            let earned = judged.gateFigures().map { ($0.gate, $0.earned) }
            #expect(earned.first { $0.0 == .minimumDays }?.1 == counting.count)
            #expect(earned.first { $0.0 == .dailyMinimum }?.1 == counting.values.reduce(0, +) * 60)
            #expect(judged.lastDay == counting.keys.max().map(week.start.adding(days:)))
        }
    }

    @Test("Both weeks together have each minute once, and the session has all of its own")
    func bothWeeks() {
        let night = session(
            "22:00-25:00", was: "22:00-25:00", there: "22:10-24:40", on: week.start.adding(days: 6), split: true)
        let next = Week(start: week.end)
        let gates = Gates(weeklyMinimum: .hours(3))
        let parts = [week, next].map { situation([night], gates, in: $0).figures().credited.inMinutes }
        #expect(parts == [110, 40])
        let credits = [week, next].map { situation([night], gates, in: $0).judged().credits.map(\.credited.inMinutes) }
        #expect(credits == [[150], []])
    }

    private func situation(_ sessions: [SessionCase], _ gates: Gates, in week: Week = week) -> WeekSituation {
        WeekSituation(
            week: week, program: program(gates), enrolledDays: 7, sessions: sessions, makeups: [],
            now: at("30:00", week.end), closed: false)
    }
}
