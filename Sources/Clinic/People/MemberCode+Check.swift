extension MemberCode {
    /// The code of the member with a running number (0 or more): `M`, the number, and a check digit.
    ///
    /// The check digit is Damm's. It catches every wrong digit and every swap of neighbouring digits.
    package static func generated(number: Int) -> MemberCode {
        let digits = String(max(0, number))
        return MemberCode(unchecked: "M\(digits)\(damm(digits))")
    }

    /// Whether the check digit is right; `nil` for a code that hasn't the form of a generated one.
    package var hasValidCheck: Bool? {
        let digits = rawValue.dropFirst()
        guard rawValue.first == "M", digits.count >= 2, digits.allSatisfy({ ("0"..."9").contains($0) }) else {
            return nil
        }
        return Self.damm(digits) == 0
    }

    /// The running number of a code that was generated; `nil` for any other.
    package var generatedNumber: Int? {
        hasValidCheck == true ? Int(rawValue.dropFirst().dropLast()) : nil
    }

    /// Damm's check digit of a row of decimal digits; zero if the row ends in its own check digit.
    private static func damm(_ digits: some StringProtocol) -> Int {
        digits.utf8.reduce(0) { interim, digit in table[interim][Int(digit) - 48] }
    }

    /// A quasigroup of order ten that is totally anti-symmetric and has a zero diagonal.
    private static let table = [
        [0, 3, 1, 7, 5, 9, 8, 6, 4, 2], [7, 0, 9, 2, 1, 5, 4, 8, 6, 3], [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
        [1, 7, 5, 0, 9, 8, 3, 4, 2, 6], [6, 1, 2, 3, 0, 4, 5, 9, 7, 8], [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
        [5, 8, 6, 9, 7, 2, 0, 1, 3, 4], [8, 9, 4, 5, 3, 6, 2, 0, 1, 7], [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
        [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
    ]
}
