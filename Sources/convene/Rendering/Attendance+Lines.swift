import ConvenedAPI

extension API.Attendance.CheckIn.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        let state = alreadyIn ? "is already in since \(clock(since))" : "is in\(originPhrase(origin))"
        return ["\(printable("\(shortName) \(state) · \(groupName)")) · \(week.phrase(on: screen))"]
            + warnings.map { printable("  Note: \($0)") }
    }
}

extension API.Attendance.Move.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        let state = "is in\(originPhrase(origin)) since \(clock(since)) in place of \(from)"
        return ["\(printable("\(shortName) \(state) · \(groupName)")) · \(week.phrase(on: screen))"]
            + warnings.map { printable("  Note: \($0)") }
    }
}

extension API.Attendance.CheckOut.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        let state = alreadyOut ? "is already out since \(clock(until))" : "is out"
        let time = "\(hours(attendedSeconds)) attended, \(hours(creditedSeconds)) credited"
        return ["\(printable("\(shortName) \(state) · \(groupName) · \(time)")) · \(week.phrase(on: screen))"]
    }
}

extension API.Attendance.Undo.Reply: Renderable {
    func lines(on screen: Screen) -> [String] { [printable(message)] }
}

extension API.Attendance.Present.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        let inside = present.filter { $0.mode == "in_person" }
        let remote = present.filter { $0.mode != "in_person" }
        let time = clock(now)
        var lines = [
            screen.styled(
                inside.isEmpty ? "Nobody is in the building at \(time)." : "\(inside.count) in the building at \(time)",
                .bold)
        ]
        if !inside.isEmpty { lines += people(inside).lines(on: screen) }
        if guests > 0 { lines += ["", "Beside them: \(count(guests, "guest"))"] }
        if !remote.isEmpty {
            lines += ["", "\(count(remote.count, "member takes", "members take")) part from elsewhere"]
            lines += people(remote).lines(on: screen)
        }
        return lines
    }

    private func people(_ people: [API.Attendance.Person]) -> Table {
        var table = Table(
            .init(title: "NAME", shrinksTo: 8), .init(title: "MEMBER"), .init(title: "GROUP", shrinksTo: 8),
            .init(title: "SESSION"), .init(title: "SINCE"))
        for person in people {
            table.add(
                .init(person.shortName), .init(person.member), .init(person.groupName), .init(person.session),
                .init(clock(person.since)))
        }
        return table
    }
}

extension API.Attendance.Week {
    /// `6 h 00 of 9 h this week, on track`
    func phrase(on screen: Screen) -> String {
        let standing = Standing(standing, missingSeconds: missingSeconds).phrase(on: screen)
        return "\(hours(creditedSeconds)) of \(roundHours(requiredSeconds)) this week, \(standing)"
    }
}

private func originPhrase(_ origin: String) -> String {
    origin == "rostered" ? "" : " as a \(inWords(origin))"
}
