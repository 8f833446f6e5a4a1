import Testing
import Varlink

@testable import convene

struct JSONLinesTests {
    @Test(
        "JSON is printed with one member a line",
        arguments: [
            ("{}", ["{}"]), ("[]", ["[]"]), ("null", ["null"]),
            (#"{"a":1,"b":"x\n"}"#, ["{", #"  "a": 1,"#, #"  "b": "x\n""#, "}"]),
            (
                #"{"a":[{"b":[]},true],"c":{}}"#,
                ["{", #"  "a": ["#, "    {", #"      "b": []"#, "    },", "    true", "  ],", #"  "c": {}"#, "}"]
            ),
        ])
    func lines(text: String, expected: [String]) throws {
        #expect(try JSON(parsing: Array(text.utf8)).lines(on: .plain) == expected)
    }
}
