import Clinic

/// What is known of the event whose form is asked for.
struct FormContext {
    /// The raw values that fit the event's type, where a body says of which kind it is.
    let kinds: Set<String>

    init(type: String) {
        let end = type.split(separator: ".").last.map(String.init) ?? ""
        kinds = Set(
            AlertKind.allCases.filter { $0.eventType == type }.map(\.rawValue) + [end, end.replacing("_due", with: "")])
    }

    /// Texts that a clinic might have under a key.
    static let texts = [
        "reason": "fire alarm", "sentence": "9 h a week from the program iop-adult of 2020-01-01: 1 h 30 missing",
        "rule": "weekly-minimum", "zone": "America/New_York", "name": "Evening IOP", "label": "Evening group",
        "plugin": "hours-alert", "id": "evening-iop", "account": "rkim", "credentials": "LCSW",
        "type": "attendance.checked_in", "title": "Intensive outpatient, adults", "level": "2.1",
    ]
    /// Words that fit a key better than the first of their kind.
    static let words = ["absence": "excused"]
    static let numbers = [
        "requiredSeconds": 32_400, "creditedSeconds": 10_800, "possibleSeconds": 27_000, "missingSeconds": 5400,
        "lostByMemberSeconds": 5400, "lostByClinicSeconds": 0, "alert": 1876, "event": 4711, "members": 3,
    ]
}

/// Decodes nothing: it writes down what a type asks for, and gives it values as they may be.
struct FormDecoder: Decoder {
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]
    private let slot: FormSlot
    private let context: FormContext
    private let key: String

    init(_ slot: FormSlot, _ context: FormContext, key: String) {
        self.slot = slot
        self.context = context
        self.key = key
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        if slot.node == nil { slot.node = .object([]) }
        return KeyedDecodingContainer(Fields(slot: slot, context: context))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        let element = FormSlot()
        slot.node = .array(element)
        return Elements(decoder: FormDecoder(element, context, key: key))
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { Single(decoder: self) }

    /// A value of a type, and what it looks like.
    func value<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let date = "2026-11-23"
        let known: (schema: String, sample: String, value: Any?)? =
            switch type {
            case is LocalDate.Type: (#"{"type":"string","format":"date"}"#, quoted(date), LocalDate(text: date))
            case is WallTime.Type: (#"{"type":"string"}"#, quoted("18:00"), WallTime(text: "18:00"))
            case is Instant.Type:
                (
                    #"{"type":"integer","description":"milliseconds since 1970 UTC"}"#, "1795473000000",
                    Instant(milliseconds: 1_795_473_000_000)
                )
            case is Seconds.Type:
                (#"{"type":"integer","description":"seconds"}"#, "\(number(10_800))", Seconds(number(10_800)))
            case is MemberCode.Type: text("M1042") { MemberCode(unchecked: $0) }
            case is GroupID.Type: text("evening-iop") { GroupID(unchecked: $0) }
            case is ProgramID.Type: text("iop-adult") { ProgramID(unchecked: $0) }
            case is SessionName.Type: text("evening-iop@2026-11-23") { SessionName(unchecked: $0) }
            case is StaffInitials.Type: text("RK") { StaffInitials(unchecked: $0) }
            case is MeasureID.Type: text("craving") { MeasureID(unchecked: $0) }
            case is String.Type: text(FormContext.texts[key] ?? "text") { $0 }
            case is Int.Type: (#"{"type":"integer"}"#, "\(number(1))", number(1))
            case is Int64.Type: (#"{"type":"integer"}"#, "\(number(1))", Int64(number(1)))
            case is Bool.Type: (#"{"type":"boolean"}"#, "false", false)
            case is Double.Type: (#"{"type":"number"}"#, "1.5", 1.5)
            default: words(of: type)
            }
        guard let known else { return try Value(from: self) }
        guard let value = known.value as? Value else {
            throw LedgerError.unreadable("a sample of \(type)")
        }
        slot.node = .leaf(schema: known.schema, sample: known.sample)
        return value
    }

    private func number(_ usual: Int) -> Int { FormContext.numbers[key] ?? usual }

    private func text(_ sample: String, _ make: (String) -> Any) -> (schema: String, sample: String, value: Any?) {
        (#"{"type":"string"}"#, quoted(sample), make(sample))
    }

    /// One of an enumeration's words: the one that fits the key or the event's type, else the first.
    private func words(of type: any Any.Type) -> (schema: String, sample: String, value: Any?)? {
        guard let known = type as? any (CaseIterable & RawRepresentable<String>).Type else { return nil }
        return choice(known)
    }

    private func choice<Words: CaseIterable & RawRepresentable<String>>(
        _ type: Words.Type
    ) -> (schema: String, sample: String, value: Any?)? {
        let all = Array(Words.allCases)
        let fitting = all.first { $0.rawValue == FormContext.words[key] || context.kinds.contains($0.rawValue) }
        guard let one = fitting ?? all.first else { return nil }
        let list = all.map { quoted($0.rawValue) }.joined(separator: ",")
        return (#"{"type":"string","enum":[\#(list)]}"#, quoted(one.rawValue), one)
    }

    private struct Fields<Key: CodingKey>: KeyedDecodingContainerProtocol {
        let codingPath: [any CodingKey] = []
        let allKeys: [Key] = []
        let slot: FormSlot
        let context: FormContext

        func contains(_ key: Key) -> Bool { true }
        func decodeNil(forKey key: Key) throws -> Bool { false }

        func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
            try decoder(for: key, isRequired: true).value(type)
        }

        func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
            try decoder(for: key, isRequired: false).value(type)
        }

        func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? { try optional(type, key) }
        func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { try optional(type, key) }
        func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? { try optional(type, key) }
        func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? { try optional(type, key) }

        private func optional<Value: Decodable>(_ type: Value.Type, _ key: Key) throws -> Value? {
            try decoder(for: key, isRequired: false).value(type)
        }

        private func decoder(for key: Key, isRequired: Bool) -> FormDecoder {
            let child = FormSlot()
            if case .object(var fields)? = slot.node {
                fields.removeAll { $0.key == key.stringValue }
                fields.append((key.stringValue, child, isRequired))
                slot.node = .object(fields)
            }
            return FormDecoder(child, context, key: key.stringValue)
        }

        func nestedContainer<Inner: CodingKey>(
            keyedBy type: Inner.Type, forKey key: Key
        ) throws -> KeyedDecodingContainer<Inner> {
            try decoder(for: key, isRequired: true).container(keyedBy: type)
        }

        func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
            try decoder(for: key, isRequired: true).unkeyedContainer()
        }

        func superDecoder() throws -> any Decoder { FormDecoder(slot, context, key: "") }
        func superDecoder(forKey key: Key) throws -> any Decoder { decoder(for: key, isRequired: true) }
    }

    /// An array with one element.
    private struct Elements: UnkeyedDecodingContainer {
        let codingPath: [any CodingKey] = []
        let count: Int? = 1
        var currentIndex = 0
        var isAtEnd: Bool { currentIndex > 0 }
        let decoder: FormDecoder

        init(decoder: FormDecoder) { self.decoder = decoder }

        mutating func decodeNil() throws -> Bool { false }

        mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
            currentIndex += 1
            return try decoder.value(type)
        }

        mutating func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
            currentIndex += 1
            return try decoder.container(keyedBy: type)
        }

        mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
            currentIndex += 1
            return try decoder.unkeyedContainer()
        }

        mutating func superDecoder() throws -> any Decoder { decoder }
    }

    private struct Single: SingleValueDecodingContainer {
        let codingPath: [any CodingKey] = []
        let decoder: FormDecoder

        func decodeNil() -> Bool { false }
        func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try decoder.value(type) }
    }
}
