import ConvenedAPI

extension API.Reminders.Schedule.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        let later = told == at ? "" : ", since \(clock(at)) is in quiet hours"
        return [printable("Reminder \(reminder) about \(member): \(moment(told))\(later)")]
    }
}

extension API.Reminders.Cancel.Reply: Renderable {
    func lines(on screen: Screen) -> [String] { [printable("The reminder about \(member) is cancelled.")] }
}

extension API.Reminders.List.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        guard !reminders.isEmpty else { return ["No reminder is to come."] }
        var table = Table(
            .init(title: "NO.", alignment: .right), .init(title: "TOLD"), .init(title: "MEMBER"), .init(title: "BY"),
            .init(title: "ABOUT", shrinksTo: 10))
        for reminder in reminders {
            table.add(
                .init("\(reminder.reminder)"), .init(moment(reminder.told)), .init(reminder.member),
                .init(reminder.by), .init(reminder.about ?? "–"))
        }
        return table.lines(on: screen)
    }
}

/// `Tue 2026-12-01 09:00`.
private func moment(_ instant: String) -> String {
    "\(weekdayAndDate(day(instant))) \(clock(instant))"
}
