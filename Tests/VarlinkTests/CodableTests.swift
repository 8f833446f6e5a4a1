import Testing
import Varlink

private enum Colour: String, Codable { case red, green }

private struct Inner: Codable, Equatable {
    var x: Int
    var y: Double?
}

private struct Everything: Codable, Equatable {
    var bool = true
    var text = "é\"\\\n"
    var int8: Int8 = -128
    var uint16: UInt16 = 65_535
    var int64 = Int64.min
    var real = 0.1
    var float: Float = 2.5
    var absent: String?
    var colour = Colour.green
    var inner = Inner(x: 1, y: nil)
    var list = [Inner(x: 2, y: 0.5), Inner(x: 3, y: nil)]
    var nested = [[1, 2], [], [3]]
    var gaps: [Int?] = [1, nil]
    var map = ["a": Inner(x: 4, y: 1)]
    var none = NoParameters()
    var nothing = [NoParameters(), NoParameters()]
    var foreign: JSON = ["any": [1, "two", nil]]
    var object: JSONObject = ["k": 1]
}

private class Base: Codable {
    var a = 1
}

private final class Derived: Base {
    var b = 2

    override func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(b, forKey: .b)
        try super.encode(to: container.superEncoder())
        var nested = container.nestedContainer(keyedBy: Keys.self, forKey: .nested)
        try nested.encode(3, forKey: .b)
        var list = nested.nestedUnkeyedContainer(forKey: .nested)
        try list.encode("x")
        try container.encodeNil(forKey: .c)
    }

    private enum Keys: String, CodingKey { case b, c, nested }
}

struct CodableTests {
    @Test("a value comes back as it was")
    func roundTrip() throws {
        let value = Everything()
        let json = try JSON(encoding: value)
        #expect(try json.decode(Everything.self) == value)
        #expect(json["absent"] == nil)
        #expect(json["gaps"] == [1, nil])
        #expect(json["none"] == [:])
        #expect(json["colour"] == "green")
    }

    @Test("members are written in the order of the type, and absent ones not at all")
    func text() throws {
        var bytes = Array("x".utf8)
        try JSON.encode([Inner(x: 1, y: 2), Inner(x: 3, y: nil)], to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == #"x[{"x":1,"y":2.0},{"x":3}]"#)
    }

    @Test("containers inside containers")
    func containers() throws {
        var bytes: [UInt8] = []
        try JSON.encode(Derived(), to: &bytes)
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == #"{"b":2,"super":{"a":1},"nested":{"b":3,"nested":["x"]},"c":null}"#)
    }

    @Test("what can't be written fails and leaves nothing behind", arguments: [Double.nan, .infinity, -.infinity])
    func unwritable(number: Double) {
        var bytes = Array("x".utf8)
        #expect(throws: EncodingError.self) { try JSON.encode([1.0, number], to: &bytes) }
        #expect(bytes == Array("x".utf8))
    }

    static let misfits: [(change: @Sendable (inout JSONObject) -> Void, path: String)] = [
        ({ $0["bool"] = nil }, "bool"), ({ $0["bool"] = 1 }, "bool"), ({ $0["text"] = nil as JSON? }, "text"),
        ({ $0["text"] = .null }, "text"), ({ $0["int8"] = 128 }, "int8"), ({ $0["uint16"] = -1 }, "uint16"),
        ({ $0["int64"] = 1.5 }, "int64"), ({ $0["real"] = "1" }, "real"), ({ $0["colour"] = "blue" }, "colour"),
        ({ $0["inner"] = ["x": "1"] }, "inner.x"), ({ $0["inner"] = [:] }, "inner.x"), ({ $0["inner"] = [] }, "inner"),
        ({ $0["list"] = [["x": 1], ["x": 1, "y": true]] }, "list[1].y"),
        ({ $0["nested"] = [[1], [2, "3"]] }, "nested[1][1]"),
        ({ $0["map"] = ["k": ["y": 1]] }, "map.k.x"), ({ $0["list"] = [:] }, "list"), ({ $0["object"] = 1 }, "object"),
    ]

    @Test("a value that does not fit is named by its path", arguments: misfits)
    func misfit(change: @Sendable (inout JSONObject) -> Void, path: String) throws {
        var object = try #require(try JSON(encoding: Everything()).object)
        change(&object)
        let error = #expect(throws: JSONDecodingError.self) { try JSON.object(object).decode(Everything.self) }
        #expect(error?.path == path)
    }

    @Test("an optional value may be null or absent", arguments: [["x": 1], ["x": 1, "y": nil]] as [JSON])
    func optional(json: JSON) throws {
        #expect(try json.decode(Inner.self) == Inner(x: 1, y: nil))
    }

    @Test("an integer is a real number, too")
    func integerAsReal() throws {
        #expect(try (["x": 1, "y": 2] as JSON).decode(Inner.self) == Inner(x: 1, y: 2))
    }
}
