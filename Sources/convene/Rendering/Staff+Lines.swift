import ConvenedAPI

extension API.Staff.List.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        guard !staff.isEmpty else { return ["Nobody is known to work here: 'convene staff add' takes somebody in."] }
        var table = Table(
            .init(title: "STAFF"), .init(title: "NAME", shrinksTo: 12), .init(title: "CREDENTIALS", shrinksTo: 6),
            .init(title: "ACCOUNT"), .init(title: "ROLES", shrinksTo: 12), .init(title: "MEMBERS", alignment: .right))
        for person in staff {
            table.add(
                .init(person.staff), .init(person.name), .init(person.credentials ?? "–"),
                .init(person.account ?? "–"), .init(person.roles.map(inWords).joined(separator: ", ")),
                .init(String(person.members)))
        }
        return table.lines(on: screen)
    }
}

extension API.Staff.Remove.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        guard !members.isEmpty else { return ["Removed."] }
        return [
            printable("Removed. \(members.joined(separator: ", ")) had them as case manager: assign somebody else.")
        ]
    }
}

extension API.Staff.Assign.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        let stand = deputy.map { "; \($0) stands in" } ?? ""
        guard let caseManager else {
            return [printable("Alerts about \(member) go to \(deputy ?? "the supervisors")")]
        }
        return [printable("Alerts about \(member) go to \(caseManager)\(stand)")]
    }
}
