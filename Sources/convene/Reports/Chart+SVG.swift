extension Chart {
    private static let size = (width: 720, height: 230)
    private static let frame = (left: 40, top: 24, right: 712, bottom: 200)

    /// The picture with its title.
    var figure: String {
        bars.isEmpty ? "" : "<figure><figcaption>\(escaped(title))</figcaption>\n\(svg)\n</figure>"
    }

    /// The bars as a picture, with a step line for what was asked for and a dashed line where something changed.
    private var svg: String {
        let most = max(perUnit, (bars.map { max($0.value, $0.required ?? $0.value) }.max() ?? perUnit) - lowest)
        let step = max(1, (most / perUnit + 4) / 5)
        let top = ((most + perUnit * step - 1) / (perUnit * step)) * step
        let width = Double(Self.frame.right - Self.frame.left) / Double(bars.count)
        let y = { (value: Int) -> Double in
            let share = Double(value - lowest) / Double(top * perUnit)
            return Double(Self.frame.bottom) - share * Double(Self.frame.bottom - Self.frame.top)
        }
        var parts = stride(from: 0, through: top, by: step).map { mark in
            let height = number(y(lowest + mark * perUnit))
            return
                "<line class=\"axis\" x1=\"\(Self.frame.left)\" x2=\"\(Self.frame.right)\" y1=\"\(height)\" y2=\"\(height)\"/>"
                + "<text x=\"\(Self.frame.left - 6)\" y=\"\(height)\" dy=\".35em\" text-anchor=\"end\">\(lowest / perUnit + mark) \(unit)</text>"
        }
        let every = max(1, bars.count / 12 + (bars.count % 12 > 0 ? 1 : 0))
        var line: [String] = []
        var marks: [(x: Double, text: String)] = []
        for (index, bar) in bars.enumerated() {
            let left = Double(Self.frame.left) + Double(index) * width
            let (from, to) = (number(left), number(left + width))
            let height = y(bar.value)
            let kind = (bar.isEnough ? "enough" : "short") + (bar.isOpen ? " open" : "")
            parts.append(
                "<rect class=\"\(kind)\" x=\"\(number(left + width * 0.15))\" y=\"\(number(height))\" "
                    + "width=\"\(number(width * 0.7))\" height=\"\(number(Double(Self.frame.bottom) - height))\">"
                    + "<title>\(escaped(bar.label))</title></rect>")
            if let required = bar.required {
                line += ["\(from),\(number(y(required)))", "\(to),\(number(y(required)))"]
            }
            if index % every == 0, left < Double(Self.frame.right - 45) {
                parts.append("<text x=\"\(from)\" y=\"\(Self.frame.bottom + 16)\">\(escaped(bar.label))</text>")
            }
            if let mark = bar.mark { marks.append((left, mark)) }
        }
        parts += markings(marks)
        parts.append("<polyline class=\"wanted\" points=\"\(line.joined(separator: " "))\"/>")
        return """
            <svg viewBox="0 0 \(Self.size.width) \(Self.size.height)" role="img" aria-label="\(escaped(title))">
            <defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">\
            <line class="hatch" x1="0" y1="0" x2="0" y2="5" stroke-width="2"/></pattern></defs>
            \(parts.joined(separator: "\n"))
            </svg>
            """
    }

    /// How wide a letter is at most, on average.
    private static let letter = 6.0

    /// What changed, each at a dashed line: right of it, or left of it if only there is room, and cut where there is none.
    private func markings(_ marks: [(x: Double, text: String)]) -> [String] {
        var taken = Double(Self.frame.left)
        return marks.enumerated().map { index, mark in
            let next = index + 1 < marks.count ? marks[index + 1].x : Double(Self.frame.right)
            let wanted = Double(mark.text.count) * Self.letter
            let isRight = wanted <= next - mark.x || next - mark.x >= mark.x - taken
            let room = isRight ? next - mark.x : mark.x - taken
            taken = isRight ? mark.x + min(wanted, room) : mark.x
            let (x, top) = (number(mark.x), Self.frame.top)
            return
                "<line class=\"mark\" x1=\"\(x)\" x2=\"\(x)\" y1=\"\(top)\" y2=\"\(Self.frame.bottom)\"/>"
                + "<text x=\"\(x)\" y=\"\(top - 8)\"\(isRight ? "" : " text-anchor=\"end\"")>"
                + "<title>\(escaped(mark.text))</title>"
                + "\(escaped(truncated(mark.text, to: max(1, Int(room / Self.letter)))))</text>"
        }
    }

    /// A coordinate to a tenth.
    private func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
    }
}
