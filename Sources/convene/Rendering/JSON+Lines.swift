import Varlink

extension JSON: Renderable {
    /// The value with one member or element a line, indented by two.
    func lines(on screen: Screen) -> [String] {
        switch self {
        case .object(let object) where !object.isEmpty:
            let members = object.members.map { member in
                prefixed("\(JSON.string(member.name).text): ", member.value.lines(on: screen))
            }
            return ["{"] + indented(members) + ["}"]
        case .array(let elements) where !elements.isEmpty:
            return ["["] + indented(elements.map { $0.lines(on: screen) }) + ["]"]
        default:
            return [text]
        }
    }

    private var text: String {
        String(decoding: bytes, as: UTF8.self)
    }

    private func prefixed(_ prefix: String, _ lines: [String]) -> [String] {
        lines.enumerated().map { $0.offset == 0 ? prefix + $0.element : $0.element }
    }

    private func indented(_ values: [[String]]) -> [String] {
        values.enumerated().flatMap { index, lines in
            let last = lines.count - 1
            let comma = index < values.count - 1 ? "," : ""
            return lines.enumerated().map { "  " + $0.element + ($0.offset == last ? comma : "") }
        }
    }
}
