import ConvenedAPI

extension API.Makeups.Options.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        let lacking =
            missingSeconds > 0 ? "lacks \(hours(missingSeconds)) this week" : "lacks nothing this week"
        let title = printable("\(shortName) (\(member)) \(lacking)")
        let individual = individualSeconds.map { seconds in
            [
                "Up to \(hours(seconds)) of individual time would make up too; plan it with",
                printable(
                    "convene session add --kind individual --member \(member) --at 14:00 --for \(seconds / 60)m"),
            ]
        }
        guard !options.isEmpty else {
            return [title, "No session of another group is open to them this week."] + (individual ?? [])
        }
        var table = Table(
            .init(title: "WHEN"), .init(title: "SESSION"), .init(title: "GROUP", shrinksTo: 6),
            .init(title: "LENGTH", alignment: .right), .init(title: "FREE", alignment: .right))
        for option in options {
            table.add(
                .init(
                    "\(weekdayAndDate(String(option.plannedStart.prefix(10))).prefix(3)) \(clock(option.plannedStart))"),
                .init(option.session), .init(option.groupName), .init(hours(option.lengthSeconds)),
                .init(option.free.map(String.init) ?? ""))
        }
        return [title] + table.lines(on: screen) + (individual ?? [])
    }
}

extension API.Makeups.Book.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        let what = makesUp.map { " for \($0)" } ?? ""
        return [
            printable("\(member) has booked \(session)\(what)"),
            missingSeconds > 0
                ? "\(hours(missingSeconds)) of the week are still missing"
                : "with it the week \(Standing(standing).verb)",
        ]
    }
}

extension API.Makeups.Cancel.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        [printable("\(member) has no longer booked \(session) · the week \(Standing(standing).verb)")]
    }
}

extension API.Sessions.Pause.Reply: Renderable {
    func lines(on screen: Screen) -> [String] { [session.headline] }
}

extension API.Sessions.Resume.Reply: Renderable {
    func lines(on screen: Screen) -> [String] { [session.headline] }
}

extension API.Sessions.Extend.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        [session.headline, "it is now planned until \(clock(session.plannedEnd))"]
    }
}

extension API.Sessions.Merge.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        [session.headline, "\(count(session.expected, "member")) belong to it now"]
    }
}

extension API.Sessions.Add.Reply: Renderable {
    func lines(on screen: Screen) -> [String] { [session.headline] }
}
