import ConvenedAPI

extension API.Plugins.List.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        guard !plugins.isEmpty else { return ["No plugin is installed."] }
        var table = Table(
            .init(title: "PLUGIN", shrinksTo: 8), .init(title: "VERSION", shrinksTo: 5),
            .init(title: "STATE", shrinksTo: 8), .init(title: "LAST", alignment: .right),
            .init(title: "BEHIND", alignment: .right), .init(title: "DONE", alignment: .right),
            .init(title: "FAILED", alignment: .right), .init(title: "PARKED", alignment: .right),
            .init(title: "P50", alignment: .right), .init(title: "P99", alignment: .right))
        for plugin in plugins {
            table.add(
                .init(plugin.name), .init(plugin.version), plugin.stateCell,
                .init(plugin.lastEvent.map { "\($0)" } ?? "–"), .init("\(plugin.lag)"), .init("\(plugin.delivered)"),
                .init("\(plugin.failed)"), .init("\(plugin.parked)", plugin.parked > 0 ? .yellow : nil),
                .init(milliseconds(plugin.medianMilliseconds)), .init(milliseconds(plugin.p99Milliseconds)))
        }
        let reasons = plugins.compactMap { plugin in plugin.reason.map { printable("\(plugin.name): \($0)") } }
        return table.lines(on: screen) + reasons
    }
}

extension API.Plugins.Plugin {
    fileprivate var stateCell: Table.Cell {
        .init(inWords(state), ["stopped", "refused"].contains(state) ? .red : nil)
    }
}

extension API.Plugins.Show.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        var fields = Fields()
        fields.add("Plugin", plugin.version.isEmpty ? plugin.name : "\(plugin.name), version \(plugin.version)")
        fields.add("Does", description.isEmpty ? nil : description)
        fields.add("State", inWords(plugin.state))
        fields.add("Reason", plugin.reason)
        fields.add(
            "Last event", plugin.lastEvent.map { "\($0)\(plugin.lastAt.map { ", \(day($0)) \(clock($0))" } ?? "")" })
        fields.add("Behind", events(plugin.lag))
        fields.add("Deliveries", "\(plugin.delivered) done, \(count(plugin.failed, "attempt")) failed")
        if let median = plugin.medianMilliseconds {
            fields.add(
                "Takes",
                "\(milliseconds(median)), 90 % \(milliseconds(plugin.p90Milliseconds)), "
                    + "99 % \(milliseconds(plugin.p99Milliseconds))")
        }
        fields.add(
            "May know",
            each: self.fields.map { field in
                let grant = field.by.map { by in
                    "granted by \(by)\(field.at.map { ", \(day($0)) \(clock($0))" } ?? "")"
                }
                return "\(field.field): \(grant ?? "not granted")"
            })
        fields.add("May ask", may.isEmpty ? nil : may.joined(separator: ", "))
        fields.add("Dropped", dropped > 0 ? "\(events(dropped)), for want of consent" : nil)
        fields.add("Refused", refusedCalls > 0 ? count(refusedCalls, "call") : nil)
        fields.add("Protocol", protocolErrors > 0 ? "\(count(protocolErrors, "line")) that were no answers" : nil)
        if let nextTry {
            fields.add("Next try", "\(day(nextTry)) \(preciseClock(nextTry)), after \(count(attempts, "attempt"))")
        }
        guard !parked.isEmpty else { return fields.lines(on: screen) }
        var table = Table(
            .init(title: "PARKED", alignment: .right), .init(title: "TYPE", shrinksTo: 12), .init(title: "ABOUT"),
            .init(title: "SINCE"), .init(title: "TRIES", alignment: .right), .init(title: "REASON", shrinksTo: 10))
        for one in parked {
            table.add(
                .init("\(one.event)"), .init(one.type), .init(one.member ?? "–"),
                .init("\(day(one.at).dropFirst(5)) \(clock(one.at))"), .init("\(one.attempts)"),
                .init(one.reason ?? "–"))
        }
        let hint = printable(
            "'convene plugin retry \(plugin.name)' tries them once more, 'convene plugin skip \(plugin.name) NUMBER' "
                + "drops one."
        )
        return fields.lines(on: screen) + [""] + table.lines(on: screen) + [hint]
    }
}

extension API.Plugins.Reload.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        let kinds = [("New", added), ("Changed", changed), ("Gone", removed), ("Refused", refused)]
        let lines = kinds.filter { !$0.1.isEmpty }.map { printable("\($0.0): \($0.1.joined(separator: ", "))") }
        return lines.isEmpty ? ["Nothing has changed."] : lines
    }
}

extension API.Plugins.Retry.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        ["\(events(count)) \(count == 1 ? "is" : "are") tried once more."]
    }
}

extension API.Plugins.Replay.Reply: Renderable {
    func lines(on screen: Screen) -> [String] {
        ["What came after event \(since) is heard again: \(events(count)) to go through."]
    }
}

/// A duration such as `12 ms` or `3.1 s`.
private func milliseconds(_ count: Int?) -> String {
    guard let count else { return "–" }
    return count < 1000 ? "\(count) ms" : "\(count / 1000).\(count % 1000 / 100) s"
}

private func events(_ number: Int) -> String { count(number, "event") }
