extension Kiosk {
    /// The whole screen: what the last scan came to, as large as it fits, and what waits below it.
    func lines(columns: Int, rows: Int, out: Bool, on screen: Screen) -> [String] {
        let foot = foot(columns: columns, on: screen)
        let room = max(1, rows - foot.count - 1)
        var body = body(columns: columns, rows: room, out: out, on: screen)
        let above = max(0, (room - body.count) / 2)
        body = Array(repeating: "", count: above) + body
        let filled = Array(body.prefix(room))
        return filled + Array(repeating: "", count: room - filled.count) + [prompt(columns: columns)] + foot
    }

    private func body(columns: Int, rows: Int, out: Bool, on screen: Screen) -> [String] {
        guard let panel else {
            let invitation = out ? "Scan your card to leave." : "Scan your card, or type your code and press Enter."
            return centred(wrapped(invitation, to: columns - 2), columns, on: screen, nil)
        }
        let style = panel.tone.style
        let detail = centred(wrapped("\(panel.tone.sign) \(panel.detail)", to: columns - 4), columns, on: screen, style)
        let large = bigText(panel.headline)
        let fits = large.map { displayWidth($0[0]) <= columns && $0.count + 1 + detail.count <= rows } ?? false
        let headline = fits ? large ?? [] : [truncated(panel.headline, to: columns)]
        return centred(headline, columns, on: screen, fits ? style : .bold) + [""] + detail
    }

    private func prompt(columns: Int) -> String {
        let text = printable(String(decoding: typed, as: UTF8.self))
        let room = max(1, columns - 3)
        let shown = displayWidth(text) <= room ? text : String(text.suffix(room / 2))
        return "> \(shown)_"
    }

    /// What somebody has to know who looks after the screen.
    private func foot(columns: Int, on screen: Screen) -> [String] {
        var lines: [(String, Style)] = []
        if let trouble {
            let waiting = queue.isEmpty ? "" : " \(count(queue.count, "scan waits", "scans wait")), none of them done."
            lines.append(("! \(trouble).\(waiting)", .yellow))
        } else if pendingCount > 0 {
            let waiting = count(pendingCount, "scan waits", "scans wait")
            lines.append(("! \(waiting) to be answered, not done yet.", .yellow))
        }
        if !refusedLate.isEmpty {
            let codes = refusedLate.map { printable($0.code) }.joined(separator: ", ")
            lines.append(("✗ Refused after waiting: \(codes). Enter clears this.", .red))
        }
        return lines.flatMap { text, style in
            wrapped(text, to: columns).map { screen.styled(truncated($0, to: columns), style) }
        }
    }

    private func centred(_ lines: [String], _ columns: Int, on screen: Screen, _ style: Style?) -> [String] {
        lines.map { line in
            String(repeating: " ", count: max(0, (columns - displayWidth(line)) / 2)) + screen.styled(line, style)
        }
    }
}

extension Kiosk.Tone {
    /// A sign beside the colour, for who can't tell colours apart.
    var sign: String {
        switch self {
        case .good: "✓"
        case .neutral: "·"
        case .bad: "✗"
        }
    }

    fileprivate var style: Style {
        switch self {
        case .good: .green
        case .neutral: .bold
        case .bad: .red
        }
    }
}
