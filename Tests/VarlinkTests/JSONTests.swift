import Testing
import Varlink

struct JSONTests {
    static let good: [(text: String, value: JSON)] = [
        ("null", nil), (" true ", true), ("\t\r\nfalse", false), ("0", 0), ("-0", 0), ("-1", -1), ("120", 120),
        ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)),
        ("9223372036854775808", .double(9_223_372_036_854_775_808)), ("1.5", 1.5), ("1.0", 1.0), ("-2e3", -2_000.0),
        ("1E-2", 0.01), ("123456789012345678901234567890", 123456789012345678901234567890.0),
        (#""""#, ""), (#""a""#, "a"), (#""ä€😀""#, "ä€😀"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
        (#""\u00e4\u20AC\ud83d\ude00""#, "ä€😀"), (#""\u0000""#, "\0"), ("[]", []), ("[ ]", []), ("{}", [:]),
        ("{ }", [:]),
        ("[1,[2],{}]", [1, [2], [:]]), (#"{"a":1,"b":{"c":null}}"#, ["a": 1, "b": ["c": nil]]),
        (#"{"":0}"#, ["": 0]),
    ]

    @Test("texts that are JSON", arguments: good)
    func parses(text: String, value: JSON) throws {
        #expect(try JSON(parsing: text.utf8) == value)
        #expect(try JSON(parsing: value.bytes) == value)
    }

    static let bad: [(text: String, offset: Int)] = [
        ("", 0), (" ", 1), ("nul", 0), ("nulL", 0), ("True", 0), ("1 2", 2), ("{} x", 3), ("[1", 2), ("[1,]", 3),
        ("[,1]", 1),
        ("[1 2]", 3), ("{", 1), (#"{"a"}"#, 4), (#"{"a":}"#, 5), (#"{"a":1,}"#, 7), (#"{a:1}"#, 1), (#"{1:1}"#, 1),
        (#"{"a":1 "b":2}"#, 7), (#"{"a":1,"a":2}"#, 7), ("01", 0), ("-01", 1), ("+1", 0), ("-", 1), ("1.", 2),
        (".5", 0),
        ("1e", 2), ("1e+", 3), ("1e999", 0), ("-1e999", 0), ("NaN", 0), ("Infinity", 0), ("-Infinity", 1), ("0x10", 1),
        (#""a"#, 2), ("\"a\nb\"", 2), ("\"\u{1F}\"", 1), (#""\x""#, 2), (#""\u12""#, 5), (#""\u12G4""#, 5),
        (#""\ud800""#, 3),
        (#""\udc00""#, 3), (#""\ud800\u0041""#, 3), (#""\ud800x""#, 3), (#""\"#, 2), ("'a'", 0), ("// x\n1", 0),
        ("\u{FEFF}1", 0), ("\u{A0}1", 0),
    ]

    @Test("texts that are not JSON, and where not", arguments: bad)
    func refuses(text: String, offset: Int) {
        let error = #expect(throws: JSONSyntaxError.self) { try JSON(parsing: text.utf8) }
        #expect(error?.offset == offset)
    }

    static let notUTF8: [[UInt8]] = [
        [0x80], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80],
        [0xFF],
    ]

    @Test("strings that are not UTF-8", arguments: notUTF8)
    func refusesBytes(bytes: [UInt8]) {
        let quote = UInt8(ascii: "\"")
        #expect(throws: JSONSyntaxError.self) { try JSON(parsing: [quote] + bytes + [quote]) }
        #expect(throws: JSONSyntaxError.self) { try JSON(parsing: [quote] + Array(#"\n"#.utf8) + bytes + [quote]) }
    }

    @Test("the depth of a text is limited, however deep it is")
    func depth() throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        #expect(throws: Never.self) { try JSON(parsing: nested(JSON.maximumDepth)) }
        let error = #expect(throws: JSONSyntaxError.self) { try JSON(parsing: nested(1_000_000)) }
        #expect(error?.offset == JSON.maximumDepth)
    }

    @Test("what is written is compact, and numbers that JSON has not are null")
    func writes() {
        let value: JSON = [
            "a": [1, -2, 1.0, 2.5, "x\"\\\n\u{1}ä"], "b": ["c": nil, "d": true], "e": .double(.infinity),
            "f": .double(.nan),
        ]
        let text = #"{"a":[1,-2,1.0,2.5,"x\"\\\n\u0001ä"],"b":{"c":null,"d":true},"e":null,"f":null}"#
        #expect(String(decoding: value.bytes, as: UTF8.self) == text)
    }

    @Test("objects keep their order, compare without it, and find members however many they are")
    func objects() {
        var object = JSONObject((0..<100).map { ("name\($0)", .int($0)) })
        let reversed = JSONObject((0..<100).reversed().map { ("name\($0)", .int($0)) })
        #expect(object == reversed)
        #expect(object.members.map(\.name) != reversed.members.map(\.name))
        #expect(object["name99"] == 99)
        #expect(object["name100"] == nil)
        object["name3"] = nil
        object["name4"] = "four"
        object["more"] = 1
        #expect(object.count == 100)
        #expect(object["name4"] == "four")
        #expect(object["name3"] == nil)
        #expect(object["more"] == 1)
    }

    @Test("a message of many members is read in time that grows with its length only")
    func manyMembers() throws {
        let text = "{" + (0..<50_000).map { "\"k\($0)\":\($0)" }.joined(separator: ",") + "}"
        let object = try #require(try JSON(parsing: text.utf8).object)
        #expect(object.count == 50_000)
        #expect(object["k49999"] == 49_999)
    }

    @Test("random values come back as they were", arguments: [UInt64.random(in: 0...UInt64.max)])
    func roundTrips(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<2_000 {
            let value = JSON.random(depth: 5, using: &generator)
            #expect(try JSON(parsing: value.bytes) == value, "seed \(seed)")
        }
    }
}

extension JSON {
    static func random(depth: Int, using generator: inout SeededGenerator) -> JSON {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &generator) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &generator))
        case 2: return .int(Int64.random(in: .min ... .max, using: &generator))
        case 3: return .double(Double.random(in: -1e300...1e300, using: &generator))
        case 4: return .int(Int64.random(in: -100...100, using: &generator))
        case 5: return .string(randomText(using: &generator))
        case 6:
            return .array(
                (0..<Int.random(in: 0...4, using: &generator)).map { _ in random(depth: depth - 1, using: &generator) })
        default:
            let count = Int.random(in: 0...20, using: &generator)
            return .object(
                JSONObject(
                    (0..<count).map { _ in
                        (randomText(using: &generator), random(depth: depth - 2, using: &generator))
                    }))
        }
    }

    private static func randomText(using generator: inout SeededGenerator) -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...12, using: &generator) {
            let limit: UInt32 = Bool.random(using: &generator) ? 0x7F : 0x10FFFF
            if let scalar = Unicode.Scalar(UInt32.random(in: 0...limit, using: &generator)) { text.append(scalar) }
        }
        return String(text)
    }
}
