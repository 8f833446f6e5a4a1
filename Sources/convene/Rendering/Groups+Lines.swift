import ConvenedAPI

extension API.Groups.List.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        guard !groups.isEmpty else { return ["There is no group yet. See 'convene group add --help'."] }
        var table = Table(
            .init(title: "GROUP"), .init(title: "NAME", shrinksTo: 8), .init(title: "MEETS", shrinksTo: 22),
            .init(title: "MEMBERS", alignment: .right),
            .init(title: "WAIT", alignment: .right), .init(title: "LEAD"))
        for group in groups {
            table.add(
                .init(group.group), .init(group.name),
                .init(meetingPhrases(group.meetings).joined(separator: ", ")), .init(group.membersOfCapacity),
                .init("\(group.waiting)"), .init(group.lead ?? ""))
        }
        return table.lines(on: screen)
    }
}

extension API.Groups.Show.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        let entries = roster + waitlist
        return group.fields.lines(on: screen) + (entries.isEmpty ? [] : [""] + rosterTable(entries).lines(on: screen))
    }
}

extension API.Groups.Edit.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        group.fields.lines(on: screen) + promoted.map { printable("\($0) moves up from the waitlist.") }
            + warnings.map { printable("Mind: \($0).") }
    }
}

extension API.Groups.Group {
    fileprivate var fields: Fields {
        var fields = Fields()
        fields.add("Group", group)
        fields.add("Name", name)
        fields.add("Label", label)
        fields.add("Kind", kind)
        fields.add("Programs", programs.joined(separator: ", "))
        fields.add("Cohort", cohort)
        fields.add("Meets", each: meetingPhrases(meetings))
        fields.add("Led by", facilitators.map { $0 == lead ? "\($0) (lead)" : $0 }.joined(separator: ", "))
        fields.add("Members", membersOfCapacity)
        fields.add("Asks for", measures.isEmpty ? nil : measures.joined(separator: ", "))
        return fields
    }
}

extension API.Groups.Add.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        ["The group is there, with \(count(sessionsScheduled, "session")) in the next four weeks."]
            + warnings.map { printable("Mind: \($0).") }
    }
}

extension API.Groups.RosterAdd.Reply: Renderable {
    func lines(on screen: Screen) -> [String] { rosterTable(entries).lines(on: screen) }
}

extension API.Groups.RosterList.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        entries.isEmpty ? ["Nobody is on this roster."] : rosterTable(entries).lines(on: screen)
    }
}

extension API.Groups.RosterRemove.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        let removed = entries.map { one in
            printable("\(one.shortName) (\(one.member)) is off the roster\(one.to.map { ", last day \($0)" } ?? "").")
        }
        return removed + promoted.map { printable("\($0) moves up from the waitlist.") }
    }
}

extension API.Groups.Group {
    fileprivate var membersOfCapacity: String {
        capacity.map { "\(members) of \($0)" } ?? "\(members)"
    }
}

/// Meetings at the same time and of the same length together: `Mon Wed Fri 18:00 3 h`.
func meetingPhrases(_ meetings: [API.Groups.Meeting]) -> [String] {
    var phrases: [(days: [String], time: String)] = []
    for meeting in meetings {
        let time = "\(meeting.start) \(roundHours(meeting.durationSeconds))"
        let weekday = meeting.weekday.prefix(1).uppercased() + meeting.weekday.dropFirst().prefix(2)
        if let index = phrases.firstIndex(where: { $0.time == time }) {
            phrases[index].days.append(weekday)
        } else {
            phrases.append(([weekday], time))
        }
    }
    return phrases.map { "\($0.days.joined(separator: " ")) \($0.time)" }
}

private func rosterTable(_ entries: [API.Groups.RosterEntry]) -> Table {
    var table = Table(
        .init(title: "MEMBER"), .init(title: "NAME", shrinksTo: 8), .init(title: "FROM"), .init(title: "TO"),
        .init(title: "PLACE"))
    for entry in entries {
        let place = entry.waitlisted ? "waits" + (entry.position.map { ", number \($0)" } ?? "") : "has a place"
        table.add(
            .init(entry.member), .init(entry.shortName), .init(entry.from), .init(entry.to ?? "open"),
            .init(place, entry.waitlisted ? .yellow : nil))
    }
    return table
}
