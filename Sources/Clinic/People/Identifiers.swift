/// A short public name by which people and machines refer to something. Never a person's name.
package protocol Identifier: RawRepresentable<String>, Hashable, Comparable, Sendable, Codable,
    CustomStringConvertible
{
    /// What a valid identifier looks like, for error messages.
    static var form: String { get }
    init(unchecked text: String)
}

extension Identifier {
    package var description: String { rawValue }

    package static func < (left: Self, right: Self) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// A member's code, such as `M1042`: what is typed, scanned and logged. Never changes and is never given again.
package struct MemberCode: Identifier {
    package let rawValue: String
    package static let form = "2 to 16 letters, digits and hyphens, with a letter or digit at each end"

    package init?(rawValue: String) {
        let text = rawValue.uppercased()
        guard isSlug(text, 2...16, letters: "A"..."Z") else { return nil }
        self.rawValue = text
    }

    package init(unchecked text: String) { rawValue = text }
}

/// A group's identifier, such as `evening-iop`.
package struct GroupID: Identifier {
    package let rawValue: String
    package static let form = "2 to 40 lower-case letters, digits and hyphens, with a letter or digit at each end"

    package init?(rawValue: String) {
        guard isSlug(rawValue, 2...40, letters: "a"..."z") else { return nil }
        self.rawValue = rawValue
    }

    package init(unchecked text: String) { rawValue = text }
}

/// A program's identifier, such as `iop-adult`.
package struct ProgramID: Identifier {
    package let rawValue: String
    package static let form = GroupID.form

    package init?(rawValue: String) {
        guard isSlug(rawValue, 2...40, letters: "a"..."z") else { return nil }
        self.rawValue = rawValue
    }

    package init(unchecked text: String) { rawValue = text }
}

/// A staff member's initials, such as `RK`.
package struct StaffInitials: Identifier {
    package let rawValue: String
    package static let form = "2 to 5 letters or digits"

    package init?(rawValue: String) {
        let text = rawValue.uppercased()
        guard isSlug(text, 2...5, letters: "A"..."Z"), !text.contains("-") else { return nil }
        self.rawValue = text
    }

    package init(unchecked text: String) { rawValue = text }
}

/// The identifier of something that is measured, such as `craving`.
package struct MeasureID: Identifier {
    package let rawValue: String
    package static let form = GroupID.form

    package init?(rawValue: String) {
        guard isSlug(rawValue, 2...40, letters: "a"..."z") else { return nil }
        self.rawValue = rawValue
    }

    package init(unchecked text: String) { rawValue = text }
}

/// A session's name: its group and local date, with the time where a day has two: `evening-iop@2026-11-23`,
/// `evening-iop@2026-11-23T1800`.
package struct SessionName: Identifier {
    package let rawValue: String
    package static let form = "GROUP@DATE or GROUP@DATETHHMM, such as evening-iop@2026-11-23"

    package init?(rawValue: String) {
        let parts = rawValue.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, GroupID(rawValue: String(parts[0])) != nil else { return nil }
        let when = parts[1].split(separator: "T", omittingEmptySubsequences: false)
        guard LocalDate(text: String(when[0])) != nil, when.count <= 2 else { return nil }
        if when.count == 2 {
            guard when[1].count == 4, WallTime(text: "\(when[1].prefix(2)):\(when[1].suffix(2))") != nil else {
                return nil
            }
        }
        self.rawValue = rawValue
    }

    package init(unchecked text: String) { rawValue = text }

    /// The local date of the session's start.
    package var date: LocalDate? {
        rawValue.utf8.firstIndex(of: UInt8(ascii: "@")).flatMap { at in
            LocalDate(text: String(rawValue[rawValue.index(after: at)...].prefix(10)))
        }
    }

    /// The name of a group's session on a date; `time` is given where the day has two.
    package init(group: GroupID, date: LocalDate, time: WallTime? = nil) {
        rawValue =
            "\(group)@\(date)" + (time.map { "T\(padded($0.minutes / 60, 2))\(padded($0.minutes % 60, 2))" } ?? "")
    }
}

private func isSlug(_ text: String, _ length: ClosedRange<Int>, letters: ClosedRange<Unicode.Scalar>) -> Bool {
    let hyphen = UInt8(ascii: "-")
    guard length.contains(text.utf8.count), text.utf8.first != hyphen, text.utf8.last != hyphen else { return false }
    return text.utf8.allSatisfy { byte in
        letters.contains(Unicode.Scalar(byte)) || (48...57).contains(byte) || byte == hyphen
    }
}
