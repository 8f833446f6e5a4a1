import ConvenedAPI

extension API.Members.List.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        guard !members.isEmpty else { return ["No member fits."] }
        var table = Table(
            .init(title: "MEMBER"), .init(title: "NAME", shrinksTo: 12), .init(title: "BORN"),
            .init(title: "PROGRAM", shrinksTo: 9), .init(title: "STATE"), .init(title: "GROUPS", shrinksTo: 8))
        for member in members {
            table.add(
                .init(member.code), .init(member.name), .init(member.born), .init(member.program ?? "–"),
                .init(member.state ?? "–"), .init(member.groups.joined(separator: ", ")))
        }
        return table.lines(on: screen)
    }
}

extension API.Members.Disclosures.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        guard !disclosures.isEmpty else { return [printable("Nothing about \(member) was shown to anybody.")] }
        var table = Table(
            .init(title: "WHEN"), .init(title: "WHAT", shrinksTo: 16), .init(title: "TO"), .init(title: "ACCOUNT"),
            .init(title: "WITH OTHERS", alignment: .right))
        for one in disclosures {
            table.add(
                .init("\(one.at.prefix(10)) \(clock(one.at))"), .init(one.phrase), .init(one.to), .init(one.actor),
                .init(one.others == 0 ? "–" : "\(one.others)"))
        }
        return table.lines(on: screen)
    }
}

extension API.Members.Disclosure {
    /// What was disclosed: `sheet of evening-iop@2026-11-23`.
    fileprivate var phrase: String {
        switch what {
        case "record": "the record"
        case "enrolment": "stays and levels of care"
        case "stay": "report of the stay"
        case "extract": "the member's extract"
        case "sheet": "sheet of \(session ?? "a session")"
        case "week": "hours of a week"
        case "month": "hours of a month"
        default: inWords(what)
        }
    }
}

extension API.Members.Show.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        var fields = Fields()
        fields.add("Member", member.code)
        fields.add("Name", "\(member.name) (\(member.shortName))")
        fields.add("Born", member.born)
        fields.add(
            "Contacts",
            each: contacts.map { "\($0.channel) \($0.address), \($0.consent ? "consented" : "no consent")" })
        fields.add(
            "Enrolments",
            each: enrolments.map { one in
                let end = one.ended.map { " to \($0)" + (one.reason.map { " (\($0))" } ?? "") } ?? ""
                return "\(one.program), \(one.state), from \(one.admitted)\(end)"
            })
        fields.add(
            "Rosters",
            each: rosters.map { one in
                "\(one.group) from \(one.from)" + (one.to.map { " to \($0)" } ?? "")
                    + (one.waitlisted ? ", waiting for a place" : "")
            })
        if let caseManager { fields.add("Case manager", caseManager + (deputy.map { ", \($0) stands in" } ?? "")) }
        for measure in measures { fields.add(measure.name, measure.inBrief) }
        fields.add("Notes", each: notes.map(\.phrase))
        if !notes.isEmpty, !readsNotes {
            fields.add("", "They are for who facilitates the member's groups, the case manager and supervisors.")
        }
        return fields.lines(on: screen)
    }
}

extension API.Members.Note {
    /// `2026-11-23 18:40 success, by RK: found work`
    fileprivate var phrase: String {
        "\(day(at)) \(clock(at)) \(kind), by \(by)" + (text.map { ": \($0)" } ?? "")
    }
}

extension API.Members.AddNote.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        [printable("Written down for \(member)" + (session.map { ", at \($0)." } ?? "."))]
    }
}

extension API.Members.Import.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        var lines: [String] = []
        for member in members where member.generated || !member.waitlisted.isEmpty {
            let code = member.generated ? "got the code \(member.code)" : "is \(member.code)"
            let waits =
                member.waitlisted.isEmpty
                ? "" : " and waits for a place in \(member.waitlisted.joined(separator: ", "))"
            lines.append(printable("Line \(member.line) \(code)\(waits)."))
        }
        return lines
    }
}

extension API.Members.Add.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        [printable("Added as \(code)\(waiting(waitlisted)).")]
    }
}

extension API.Members.Admit.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        [printable("\(member) is admitted\(waiting(waitlisted)).")]
    }
}

private func waiting(_ groups: [String]) -> String {
    groups.isEmpty ? "" : ", and waits for a place in \(groups.joined(separator: ", "))"
}

extension API.Members.Edit.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        [changed.isEmpty ? "Nothing is different." : printable("Changed: \(changed.joined(separator: ", ")).")]
    }
}

extension API.Members.Discharge.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        guard let last else {
            return [printable("\(member) won't be admitted: the stay that hadn't begun is cancelled.")]
        }
        let isOver = state == "discharged"
        let sentence =
            changed
            ? "\(member) \(isOver ? "is" : "will be") discharged: \(last) \(isOver ? "was" : "is") their last day."
            : "\(member): it was so already, \(last) is their last day."
        return [printable(sentence)] + waits(waitlisted)
    }
}

/// In which groups somebody waits for a place.
func waits(_ groups: [String]) -> [String] {
    groups.isEmpty ? [] : [printable("They wait for a place in \(groups.joined(separator: ", ")).")]
}
