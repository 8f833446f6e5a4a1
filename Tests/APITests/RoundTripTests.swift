import ConvenedAPI
import Testing
import Varlink

/// A sample made from the interface is decoded by the Swift type and comes back as it was. A field that the type lacks
/// gets lost, one that it has too many or of another type fails: either is seen.
struct RoundTripTests {
    @Test("Every method's parameters and reply are what the interface says", arguments: API.allMethods.map { $0.name })
    func methods(name: String) throws {
        let method = try #require(API.allMethods.first { $0.name == name })
        let (interface, member) = try definition(of: name)
        let definition = try #require(interface.method(named: member))
        try check(parametersOf: method, definition.input, in: interface)
        try check(replyOf: method, definition.output, in: interface)
    }

    @Test("Every error's parameters are what the interface says", arguments: API.allErrors.map { $0.name })
    func errors(name: String) throws {
        let error = try #require(API.allErrors.first { $0.name == name })
        let (interface, member) = try definition(of: name)
        try check(error, #require(interface.error(named: member)).parameters, in: interface)
    }

    private func definition(of name: String) throws -> (Interface, member: String) {
        let dot = try #require(name.lastIndex(of: "."))
        let text = try #require(Interfaces.all.first { $0.name == name[..<dot] }?.text)
        return (try Interface(parsing: text), String(name[name.index(after: dot)...]))
    }

    private func check<Method: VarlinkMethod>(
        parametersOf method: Method.Type, _ fields: [Field], in interface: Interface
    ) throws {
        try check(Method.Parameters.self, fields, in: interface)
    }

    private func check<Method: VarlinkMethod>(
        replyOf method: Method.Type, _ fields: [Field], in interface: Interface
    ) throws {
        try check(Method.Reply.self, fields, in: interface)
    }

    private func check<Message: Codable>(_ type: Message.Type, _ fields: [Field], in interface: Interface) throws {
        for nullables in Samples.Nullables.allCases {
            for seed in 0..<(nullables == .random ? 20 : 1) as Range<UInt64> {
                var samples = Samples(of: interface, nullables: nullables, seed: seed)
                let sample = JSON.object(samples.object(of: fields))
                let message = try sample.decode(type)
                #expect(try JSON(encoding: message) == sample, "seed \(seed), nullable fields \(nullables)")
            }
        }
        try checkRequired(type, fields, in: interface)
    }

    /// Without one of its fields that aren't nullable, a message is refused.
    private func checkRequired<Message: Codable>(
        _ type: Message.Type, _ fields: [Field], in interface: Interface
    ) throws {
        var samples = Samples(of: interface, nullables: .present, seed: 1)
        let sample = samples.object(of: fields)
        for field in fields where !field.type.isNullable {
            var incomplete = sample
            incomplete[field.name] = nil as JSON?
            #expect(throws: JSONDecodingError.self, "\(field.name)") { try JSON.object(incomplete).decode(type) }
        }
    }
}
