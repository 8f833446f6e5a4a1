import Clinic
import Testing

@Suite struct MemberCodeTests {
    /// Every number of four digits: the code is right, every wrong digit and every swap of neighbours isn't.
    @Test func theCheckDigitCatchesEverySlip() {
        var missed: [String] = []
        for number in 1000...9999 {
            let code = MemberCode.generated(number: number)
            if code.hasValidCheck != true || MemberCode(rawValue: code.rawValue) != code { missed.append("\(code)") }
            if code.generatedNumber != number { missed.append("\(code)'s number") }
            let digits = Array(code.rawValue.utf8.dropFirst())
            for place in digits.indices {
                for digit in UInt8(ascii: "0")...UInt8(ascii: "9") where digit != digits[place] {
                    var slipped = digits
                    slipped[place] = digit
                    if isRight(slipped) { missed.append("\(code) at \(place)") }
                }
                guard place > 0, digits[place] != digits[place - 1] else { continue }
                var swapped = digits
                swapped.swapAt(place, place - 1)
                if isRight(swapped) { missed.append("\(code) swapped at \(place)") }
            }
        }
        #expect(missed == [])
    }

    private func isRight(_ digits: [UInt8]) -> Bool {
        MemberCode(unchecked: "M" + String(decoding: digits, as: UTF8.self)).hasValidCheck == true
    }

    @Test(arguments: ["M", "M1", "X1042", "M10A2", "MM104", "AB-12", "M104-2"])
    func otherCodesHaveNoCheck(_ text: String) {
        #expect(MemberCode(unchecked: text).hasValidCheck == nil)
    }

    /// The check digit of 572 in Damm's own example is 4.
    @Test func theTableIsDamms() {
        #expect(MemberCode.generated(number: 572).rawValue == "M5724")
    }

    @Test(arguments: [
        (
            "M1042", ["M1024", "M1043", "M104", "M10422", "M2042"],
            ["M1024", "M1043", "M104", "M10422", "M2042"].sorted()
        ),
        ("M1042", ["M1042"], []),
        ("M1042", ["M9999"], []),
        ("M1042", ["M1099", "M1049"], ["M1049", "M1099"]),
        (
            "M1042", ["M1", "M1041", "M1043", "M1044", "M1045", "M1046", "M1047"],
            ["M1041", "M1043", "M1044", "M1045", "M1046"]
        ),
        ("M1042", ["M0142", "M1402"], ["M0142", "M1402"]),
        ("M1042", ["M0124"], ["M0124"]),
    ])
    func nearest(_ example: (String, [String], [String])) {
        let codes = example.1.map(MemberCode.init(unchecked:))
        let found = MemberCode.nearest(to: MemberCode(unchecked: example.0), among: codes)
        #expect(found.map(\.rawValue) == example.2)
        #expect(MemberCode.nearest(to: MemberCode(unchecked: example.0), among: codes.reversed()) == found)
    }
}
