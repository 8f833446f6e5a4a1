import ConvenedAPI

/// One member's numbers as they are typed at a board. Others see the screen, so the digits are not shown.
struct MeasureEntry: Equatable {
    let member: String
    /// What is still to be asked for; the first is asked for now.
    private(set) var left: [API.Measures.Definition]
    private(set) var values: [API.Measures.Value] = []
    private var typed = ""
    private var isWrong = false

    private static let digits = 5

    init(member: String, measures: [API.Measures.Definition]) {
        self.member = member
        left = measures
    }

    var question: String? {
        left.first.map { measure in
            let hint = isWrong ? "a whole number from" : "from"
            return "\(measure.name), \(hint) \(measure.lowest) to \(measure.highest) (Enter for none): "
                + String(repeating: "•", count: typed.count)
        }
    }

    mutating func type(_ character: Character) {
        let isSign = character == "-" && typed.isEmpty
        guard isSign || character.isASCII && character.isNumber, typed.count < Self.digits else { return }
        typed.append(character)
        isWrong = false
    }

    /// Takes what was typed for the measure that is asked for; what isn't one of its values is asked for again.
    mutating func enter() {
        guard let measure = left.first else { return }
        defer { typed = "" }
        if !typed.isEmpty {
            guard let value = Int(typed), measure.lowest <= value, value <= measure.highest else {
                isWrong = true
                return
            }
            values.append(API.Measures.Value(measure: measure.measure, value: value))
        }
        left.removeFirst()
    }
}
