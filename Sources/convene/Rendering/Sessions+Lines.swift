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
        let title =
            [session.headline, session.detail] + session.leadLines + signatures.flatMap(\.lines)
            + (course?.lines ?? [])
        guard !attendances.isEmpty else { return title + ["Nobody is on the roster."] }
        return title + table.lines(on: screen)
    }

    private var table: Table {
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
        return table
    }

    /// What whoever signs is shown: times, who led, who was there for how long, and what it states.
    func statement(on screen: Screen) -> [String] {
        let came = attendances.filter { $0.in != nil }
        let absent = attendances.filter { $0.in == nil }.map { "\($0.shortName) (\($0.stateAndOrigin))" }
        var fields = Fields()
        fields.add("Session", "\(session.groupName), \(session.session)")
        fields.add("Treatment", "\(session.startedAt.map(clock) ?? "…") to \(session.endedAt.map(clock) ?? "…")")
        fields.add("Led by", each: session.leads.isEmpty ? ["nobody named"] : session.leads.map(\.phrase))
        fields.add("Present", "\(came.count)" + session.andGuests)
        fields.add("Absent", absent.isEmpty ? "nobody" : absent.joined(separator: ", "))
        let states = wrapped(printable("\(sentence ?? "") \(signer)"), to: screen.width)
        return fields.lines(on: screen) + [""] + (came.isEmpty ? [] : table.lines(on: screen) + [""]) + states
    }

    private var signer: String {
        caller.map { "You sign as \($0)." }
            ?? "Your account is known to be nobody's of the staff, so it alone is named: "
            + "'convene staff edit RK --account …' says whose it is."
    }
}

extension API.Sessions.Open.Reply: Renderable {
    func lines(on screen: Screen) -> [String] { [session.headline] }
}

extension API.Sessions.Start.Reply: Renderable {
    func lines(on screen: Screen) -> [String] { [session.headline] }
}

extension API.Sessions.Sign.Reply: Renderable {
    func lines(on screen: Screen) -> [String] { [session.headline] }
}

extension API.Sessions.Lead.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        [session.headline, printable("led by \(session.lead ?? "nobody named")")] + session.leadLines
    }
}

extension API.Sessions.CountGuests.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        [session.headline, printable("\(count(session.guests, "guest")) beside \(count(session.present, "member"))")]
    }
}

extension API.Sessions.LedStretch {
    /// `RK from 18:00 to 18:20`
    fileprivate var phrase: String { "\(staff) from \(clock(from))" + (to.map { " to \(clock($0))" } ?? "") }
}

extension API.Sessions.Signature {
    fileprivate var lines: [String] {
        let who = staff.map { "\($0) (\(actor))" } ?? actor
        let what = supersededBy == nil ? "Signed by \(who)" : "Signed by \(who), which holds no more,"
        let more = summary == nil && hasSummary ? ", with a summary, which --summary shows to those it is for" : ""
        let said = summary.map { $0.split(whereSeparator: \.isNewline).map { "  \($0)" } } ?? []
        return (["\(what) on \(day(signedAt)) at \(clock(signedAt))\(more)"] + said).map(printable)
    }
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
        case nil: mergedInto == nil ? stateWithSignature : "merged"
        }
    }

    private var stateWithSignature: String {
        switch state {
        case "ended": "ended, unsigned"
        case "closed": "signed"
        default: state
        }
    }

    /// Who led it from when to when, if that was more than one.
    fileprivate var leadLines: [String] {
        leads.count > 1 ? [printable("Led by " + leads.map(\.phrase).joined(separator: ", "))] : []
    }

    /// ` and 2 guests`
    fileprivate var andGuests: String { guests == 0 ? "" : " and \(count(guests, "guest"))" }

    /// Whether it took place and is over.
    var wasHeld: Bool { state == "ended" || state == "closed" }

    /// `Evening IOP is running since 18:04 · evening-iop@2026-11-23`
    var headline: String {
        let what =
            switch state {
            case "closed":
                "is closed: signed" + (signedBy.map { " by \($0)" } ?? "")
                    + (signedAt.map { " on \(day($0)) at \(clock($0))" } ?? "")
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
        parts.append("\(present) of \(expected) here, \(left) left\(andGuests)")
        return printable(parts.joined(separator: " · "))
    }
}

/// A session of today has its hours, one of another day its weekday and start.
private func sessionTable(_ sessions: [API.Sessions.Session], today: String? = nil) -> Table {
    var table = Table(
        .init(title: "WHEN"), .init(title: "SESSION"), .init(title: "GROUP", shrinksTo: 5),
        .init(title: "LEAD"), .init(title: "STATE"), .init(title: "HERE", alignment: .right))
    for session in sessions {
        let start = clock(session.plannedStart)
        let time =
            session.date == today
            ? "\(start)–\(clock(session.plannedEnd))" : "\(weekdayAndDate(session.date).prefix(3)) \(start)"
        let style: Style? = session.state == "running" ? .green : session.state == "cancelled" ? .faint : nil
        let here = session.wasHeld ? "\(session.left) came" : "\(session.present) of \(session.expected)"
        table.add(
            .init(time), .init(session.session), .init(session.groupName),
            .init(session.lead ?? ""), .init(session.stateInWords, style), .init(here))
    }
    return table
}
