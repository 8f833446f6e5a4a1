import Clinic

extension EventCoding {
    func measured(_ body: String, _ personal: String?) throws -> Measured {
        guard let personal else { throw LedgerError.unreadable("a measure whose value was erased") }
        return Measured(
            measure: try value(MeasureBody.self, body).measure,
            value: Personal(try value(MeasureValue.self, personal).value))
    }
}

/// What has been measured, without the value.
struct MeasureBody: Codable {
    let measure: MeasureID
}

/// A measured value as it stands apart from the body.
struct MeasureValue: Codable {
    var salt = Salt()
    let value: Int
}
