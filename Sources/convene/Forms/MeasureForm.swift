import ConvenedAPI

/// What a member says of themselves, asked for or as `measure: value` lines.
enum MeasureForm {
    /// Asks for each measure; Enter leaves one out, and the end of input leaves out the rest.
    static func ask(_ measures: [API.Measures.Definition]) -> [API.Measures.Value] {
        var values: [API.Measures.Value] = []
        for measure in measures {
            let question =
                "\(printable(measure.name)), \(measure.lowest) to \(measure.highest), \(measure.better) is better (Enter for none): "
            while true {
                guard let answer = Terminal.ask(question) else {
                    // The question's line is left to what follows.
                    Terminal.complain([""])
                    return values
                }
                let text = trimmed(answer[...])
                if text.isEmpty { break }
                if let value = Int(text), measure.lowest <= value, value <= measure.highest {
                    values.append(API.Measures.Value(measure: measure.measure, value: value))
                    break
                }
                Terminal.complain(["A whole number from \(measure.lowest) to \(measure.highest), please."])
            }
        }
        return values
    }

    /// Reads `craving: 4` lines. Empty lines and lines with `#` are skipped. Problems repeat no value.
    static func read(_ input: InputFile) throws(Failure) -> [API.Measures.Value] {
        var values: [API.Measures.Value] = []
        for (number, line) in formLines(input.text) {
            let parts = line.split(separator: ":", maxSplits: 1).map(trimmed)
            guard parts.count == 2, let value = Int(parts[1]) else {
                throw Failure(
                    .badData, "\(input.name):\(number): write a measure and a whole number, such as 'craving: 4'.")
            }
            values.append(API.Measures.Value(measure: parts[0].lowercased(), value: value))
        }
        return values
    }
}
