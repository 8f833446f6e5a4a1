extension Terminal {
    /// Asks which of several things is meant. `nil` if the input ended or the answer was empty.
    static func choose(_ question: String, among choices: [String]) -> Int? {
        complain([question] + choices.enumerated().map { "  \($0.offset + 1)  \(printable($0.element))" })
        while let answer = ask("Number: ") {
            if answer.isEmpty { return nil }
            if let number = Int(answer), choices.indices.contains(number - 1) { return number - 1 }
            complain(["Type a number from 1 to \(choices.count), or nothing to leave."])
        }
        return nil
    }
}
