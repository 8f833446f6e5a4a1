import Testing

@testable import convene

struct TimesTests {
    @Test("A time is shown as the site wrote it")
    func clocks() {
        #expect(clock("2026-11-23T18:02:11-05:00") == "18:02")
        #expect(clock("2026-11-23T18:02:11.250+13:45") == "18:02")
        #expect(preciseClock("2026-11-23T18:02:11Z") == "18:02:11")
        #expect(day("2026-11-23T18:02:11-05:00") == "2026-11-23")
        #expect(clock("soon") == "soon")
    }

    @Test(
        "A date has its weekday",
        arguments: [
            ("2026-11-23", "Mon 2026-11-23"), ("2024-02-29", "Thu 2024-02-29"), ("2000-01-01", "Sat 2000-01-01"),
            ("2026-03-01", "Sun 2026-03-01"), ("2026-13-01", "2026-13-01"), ("today", "today"),
        ])
    func weekdays(date: String, expected: String) {
        #expect(weekdayAndDate(date) == expected)
    }

    @Test("Credit is rounded down and what is missing is rounded up")
    func durations() {
        #expect(hours(0) == "0 h 00")
        #expect(hours(21_659) == "6 h 00")
        #expect(hours(10_500) == "2 h 55")
        #expect(roundHours(32_400) == "9 h")
        #expect(roundHours(34_200) == "9 h 30")
        #expect(shortage(1) == "1 min")
        #expect(shortage(1500) == "25 min")
        #expect(shortage(3541) == "1 h 00")
        #expect(shortage(3900) == "1 h 05")
    }
}
