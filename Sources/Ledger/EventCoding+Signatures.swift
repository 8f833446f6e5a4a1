import Clinic

extension EventCoding {
    func signed(_ body: String, _ personal: String?) throws -> SessionSigned {
        let known = try value(SignatureBody.self, body)
        return SessionSigned(staff: known.staff, sentence: known.sentence, summary: try personalText(personal))
    }

    /// What somebody wrote; `nil` for nothing, and after it was erased.
    func personalText(_ personal: String?) throws -> Personal<String>? {
        try personal.map { Personal(try value(PersonalText.self, $0).text) }
    }
}

/// A signature without what its giver says of the session.
struct SignatureBody: Codable {
    let staff: StaffInitials?
    let sentence: String
}

/// What somebody wrote about people, as it stands apart from the body.
struct PersonalText: Codable {
    private let salt: Salt
    let text: String

    init(_ text: Personal<String>) {
        salt = Salt()
        self.text = text.reveal()
    }
}
