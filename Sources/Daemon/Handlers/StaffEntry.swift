import Clinic
import Engine

/// What somebody enters about who works here.
enum StaffEntry {
    static func initials(_ text: String) throws(Refusal) -> StaffInitials {
        guard let initials = StaffInitials(rawValue: text) else {
            throw Refusal(.badValue(field: "staff"), "whoever works here is named by initials of \(StaffInitials.form)")
        }
        return initials
    }

    /// Empty takes away what there was.
    static func credentials(_ text: String) throws(Refusal) -> String {
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard words.count <= 40, words.allSatisfy({ $0.isLetter || $0.isNumber || " ,.-()".contains($0) }) else {
            throw Refusal(.badValue(field: "credentials"), "credentials are letters such as LCSW or PhD, 40 at most")
        }
        return words
    }

    /// Empty takes away what there was.
    static func account(_ text: String) throws(Refusal) -> String {
        let isName = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
                true
            default: false
            }
        }
        guard text.utf8.count <= 32, isName else {
            throw Refusal(
                .badValue(field: "account"),
                "an account is the name of a Unix account: at most 32 letters, digits, hyphens, dots and underscores")
        }
        return text
    }

    static func roles(_ words: [String]) throws(Refusal) -> [StaffRole] {
        let roles = words.compactMap(StaffRole.init(rawValue:))
        guard roles.count == words.count else {
            throw Refusal(
                .badValue(field: "roles"),
                "a role is one of \(StaffRole.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return roles
    }
}
