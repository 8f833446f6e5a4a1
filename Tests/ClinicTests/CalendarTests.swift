import Clinic
import Testing

@Suite struct CalendarTests {
    /// Four hundred years, counted day by day beside a calendar that only knows the lengths of months.
    @Test func datesOfFourHundredYears() throws {
        var date = try #require(LocalDate(year: 1870, month: 1, day: 1))
        #expect(date.weekday == .saturday)
        var weekday = 6
        var wrong: [String] = []
        for year in 1870..<2270 {
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            for (month, length) in [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].enumerated() {
                for number in 1...length {
                    let isRight =
                        date.year == year && date.month == month + 1 && date.day == number
                        && LocalDate(year: year, month: month + 1, day: number) == date
                        && date.weekday == Weekday.allCases[weekday]
                    if !isRight { wrong.append(date.description) }
                    weekday = (weekday + 1) % 7
                    date = date.adding(days: 1)
                }
                if LocalDate(year: year, month: month + 1, day: length + 1) != nil { wrong.append("\(year)-\(month)") }
                if LocalDate(text: date.description) != date { wrong.append(date.description) }
            }
        }
        #expect(wrong == [])
        #expect(date.description == "2270-01-01")
    }

    @Test(arguments: [
        "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-01", "26-01-01", "2026-01-32", "", "2026/01/01", "+026-01-01",
        " 2026-01-01",
    ])
    func noDate(_ text: String) {
        #expect(LocalDate(text: text) == nil)
    }

    @Test(arguments: Weekday.allCases)
    func weeksBeginOnTheFirstWeekday(_ first: Weekday) {
        for offset in 0..<14 {
            let date = monday.adding(days: offset)
            let week = Week(holding: date, firstWeekday: first)
            #expect(week.start.weekday == first)
            #expect(week.contains(date))
            #expect(!week.next.contains(date))
            #expect(week.days.count == 7)
        }
    }

    @Test(arguments: [
        ("9h", 32400), ("30m", 1800), ("45s", 45), ("1h30m", 5400), ("2 h 15 m", 8100), ("10d", 864_000), ("0m", 0),
        ("1d2h3m4s", 93784),
    ])
    func lengths(_ example: (String, Int)) {
        #expect(Seconds(text: example.0)?.count == example.1)
    }

    @Test(arguments: ["", "h", "9", "9 hours", "1m1h", "1h1h", "-1h", "1 2h", "1.5h", "99999999h", "9h5", "٩h", "1H"])
    func noLength(_ text: String) {
        #expect(Seconds(text: text) == nil)
    }

    @Test(arguments: [
        (0, "0 h 00"), (45, "0 h 45"), (360, "6 h 00"), (545, "9 h 05"), (-10, "-0 h 10"), (-90, "-1 h 30"),
    ])
    func hoursAndMinutes(_ example: (Int, String)) {
        #expect(Seconds.minutes(example.0).hoursAndMinutes == example.1)
    }

    @Test(arguments: ["18:00", "08:05", "00:00", "23:59"])
    func wallTimes(_ text: String) {
        #expect(WallTime(text: text)?.description == text)
    }

    @Test(arguments: ["24:00", "18:60", "18", "18:0", "1800", ":30", "-1:30", "118:00"])
    func noWallTime(_ text: String) {
        #expect(WallTime(text: text) == nil)
    }
}
