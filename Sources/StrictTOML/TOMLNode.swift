import TOMLKit

/// A TOML document as plain values.
enum TOMLNode: Hashable {
    case string(String)
    case integer(Int)
    case boolean(Bool)
    /// A local date as ISO 8601: `2026-11-23`.
    case date(String)
    case array([TOMLNode])
    case table([String: TOMLNode])
    /// A value of a type that no reader asks for, as it would be written.
    case other(String)

    init(_ value: TOMLValue) {
        self =
            switch value.type {
            case .string: .string(value.string ?? "")
            case .int: .integer(value.int ?? 0)
            case .bool: .boolean(value.bool ?? false)
            case .date: .date(value.debugDescription)
            case .array: .array(value.array.map { $0.map { TOMLNode($0.tomlValue) } } ?? [])
            case .table: value.table.map(TOMLNode.init) ?? .table([:])
            case .double, .time, .dateTime: .other(value.debugDescription)
            }
    }

    init(_ table: TOMLTable) {
        self = .table(
            table.keys.reduce(into: [:]) { entries, key in
                entries[key] = table[key].map { TOMLNode($0.tomlValue) }
            })
    }

    /// The value as an error message cites it.
    var cited: String {
        switch self {
        case .string(let text): "\"\(text)\""
        case .integer(let number): String(number)
        case .boolean(let flag): String(flag)
        case .date(let text), .other(let text): text
        case .array: "an array"
        case .table: "a table"
        }
    }
}
