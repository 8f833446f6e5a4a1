import ConvenedAPI

extension API.Measures.List.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        guard !measures.isEmpty else {
            return ["Nothing is measured: [[measures]] in convened.toml defines what is."]
        }
        var table = Table(
            .init(title: "MEASURE"), .init(title: "NAME", shrinksTo: 12), .init(title: "RANGE"),
            .init(title: "BETTER"), .init(title: "ALERT", alignment: .right))
        for measure in measures {
            table.add(
                .init(measure.measure), .init(measure.name), .init("\(measure.lowest) to \(measure.highest)"),
                .init(measure.better), .init(measure.alert.map(String.init) ?? "–"))
        }
        return table.lines(on: screen)
    }
}

extension API.Measures.Record.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        [
            printable("Written down for \(member)."),
            alarming.isEmpty ? nil : printable("At the alert or worse: \(alarming.joined(separator: ", "))."),
        ]
        .compactMap { $0 }
    }
}
