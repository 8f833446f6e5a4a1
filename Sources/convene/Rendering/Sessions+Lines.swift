import ConvenedAPI

extension API.Sessions.Today.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        let title = "\(weekdayAndDate(date)) · \(zone)"
        guard !sessions.isEmpty else { return [title, "No session is planned today."] }
        return [title] + sessionTable(sessions, today: date).lines(on: screen)
    }
}

extension API.Sessions.List.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        guard !sessions.isEmpty else { return ["No session fits."] }
        return sessionTable(sessions).lines(on: screen)
    }
}

extension API.Sessions.Show.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        let title = [session.headline, session.detail] + (course?.lines ?? [])
        guard !attendances.isEmpty else { return title + ["Nobody is on the roster."] }
        var table = Table(
            .init(title: "MEMBER"), .init(title: "NAME", shrinksTo: 8), .init(title: "STATE", shrinksTo: 9),
            .init(title: "IN"), .init(title: "OUT"), .init(title: "ATTENDED", alignment: .right),
            .init(title: "CREDITED", alignment: .right), .init(title: "THIS WEEK"))
        for one in attendances {
            table.add(
                .init(one.member), .init(one.shortName), .init(one.stateAndOrigin),
                .init(one.in.map(clock) ?? ""), .init(one.out.map(clock) ?? ""),
                .init(one.in == nil ? "" : hours(one.attendedSeconds)),
                .init(one.in == nil ? "" : hours(one.creditedSeconds)),
                one.standing.map { Standing($0).cell } ?? "")
        }
        return title + table.lines(on: screen)
    }
}

extension API.Sessions.Open.Reply: Renderable {
    func lines(on screen: Screen) -> [String] { [session.headline] }
}

extension API.Sessions.Start.Reply: Renderable {
    func lines(on screen: Screen) -> [String] { [session.headline] }
}

extension API.Sessions.Cancel.Reply: Renderable {
    func lines(on screen: Screen) -> [String] { [session.headline] }
}

extension API.Sessions.End.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        let missed =
            noShows.isEmpty
            ? "nobody was missing" : "\(count(noShows.count, "no-show")): " + noShows.joined(separator: ", ")
        return [session.headline, printable("\(count(checkedOut, "member")) checked out, \(missed)")]
    }
}

extension API.Sessions.Attendance {
    /// The state, and how the member came to be there if not by the roster. A walk-in without more is present.
    fileprivate var stateAndOrigin: String {
        if origin == "rostered" { return inWords(state) }
        return state == "present" ? inWords(origin) : "\(inWords(state)), \(inWords(origin))"
    }
}

extension API.Sessions.Session {
    /// The state, with what it stands still for or where it is held instead.
    fileprivate var stateInWords: String {
        switch pause {
        case "break": "on break"
        case .some: "interrupted"
        case nil: mergedInto == nil ? state : "merged"
        }
    }

    /// `Evening IOP is running since 18:04 · evening-iop@2026-11-23`
    var headline: String {
        let what =
            switch state {
            case "ended": endedAt.map { "ended at \(clock($0))" } ?? "has ended"
            case "running" where pause != nil:
                (pause == "break" ? "is on a break since " : "is interrupted since ")
                    + (pausedSince.map(clock) ?? "a moment ago")
            case "cancelled" where mergedInto != nil: "is held together with \(mergedInto ?? "another session")"
            case "running": startedAt.map { "is running since \(clock($0))" } ?? "is running"
            case "cancelled": reason.map { "is cancelled: \($0)" } ?? "is cancelled"
            default: "is \(state)"
            }
        return printable("\(groupName) \(what) · \(session)")
    }

    /// `Mon 2026-11-23, 18:00 to 21:00 · led by RK · 7 of 9 here, 1 left`
    fileprivate var detail: String {
        var parts = ["\(weekdayAndDate(date)), \(clock(plannedStart)) to \(clock(plannedEnd))"]
        if let lead { parts.append("led by \(lead)") }
        parts.append("\(present) of \(expected) here, \(left) left")
        return printable(parts.joined(separator: " · "))
    }
}

/// A session of today has its hours, one of another day its weekday and start.
private func sessionTable(_ sessions: [API.Sessions.Session], today: String? = nil) -> Table {
    var table = Table(
        .init(title: "WHEN"), .init(title: "SESSION"), .init(title: "GROUP", shrinksTo: 6),
        .init(title: "LEAD"), .init(title: "STATE"), .init(title: "HERE", alignment: .right))
    for session in sessions {
        let start = clock(session.plannedStart)
        let time =
            session.date == today
            ? "\(start)–\(clock(session.plannedEnd))" : "\(weekdayAndDate(session.date).prefix(3)) \(start)"
        let style: Style? = session.state == "running" ? .green : session.state == "cancelled" ? .faint : nil
        let here = session.state == "ended" ? "\(session.left) came" : "\(session.present) of \(session.expected)"
        table.add(
            .init(time), .init(session.session), .init(session.groupName),
            .init(session.lead ?? ""), .init(session.stateInWords, style), .init(here))
    }
    return table
}
