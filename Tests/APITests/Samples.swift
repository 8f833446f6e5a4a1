import Varlink

/// Makes JSON that fits the fields of an interface.
struct Samples {
    /// What becomes of nullable fields.
    enum Nullables: CaseIterable {
        case present, absent, random
    }

    let interface: Interface
    let nullables: Nullables
    var generator: SplitMix64

    init(of interface: Interface, nullables: Nullables, seed: UInt64) {
        self.interface = interface
        self.nullables = nullables
        generator = SplitMix64(state: seed)
    }

    mutating func object(of fields: [Field]) -> JSONObject {
        var object = JSONObject()
        for field in fields {
            guard case .nullable(let type) = field.type else {
                object[field.name] = value(of: field.type)
                continue
            }
            let isPresent = nullables == .present || nullables == .random && Bool.random(using: &generator)
            if isPresent { object[field.name] = value(of: type) }
        }
        return object
    }

    private mutating func value(of type: ValueType) -> JSON {
        switch type {
        case .bool: .bool(Bool.random(using: &generator))
        case .int: .int(Int64.random(in: .min ... .max, using: &generator))
        case .float: .double(Double.random(in: -1...1, using: &generator))
        case .string: .string(text())
        case .object, .any: .object(["count": value(of: .int), "list": [nil, true, "x"], "inner": [:]])
        case .named(let name): value(of: interface.type(named: name)?.type ?? .object)
        case .nullable(let type): value(of: type)
        case .structure(let fields): .object(object(of: fields))
        case .array(let element): .array((0..<Int.random(in: 1...3, using: &generator)).map { _ in value(of: element) })
        case .dictionary(let element): .object([text(): value(of: element)])
        case .enumeration(let values): values.randomElement(using: &generator).map { .string($0.name) } ?? nil
        }
    }

    private mutating func text() -> String {
        let alphabet = Array("aZ9 -:\"\\/\u{0}\n\u{7F}é\u{301}李👍🏽ש")
        return String(
            (0..<Int.random(in: 0...8, using: &generator)).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
            })
    }
}

/// A small generator of random numbers that gives the same ones for the same seed.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
