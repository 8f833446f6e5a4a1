import ArgumentParser

/// A word of the contract as an argument. What is two words there has a hyphen here, so that it needs no quotes.
protocol Word: ExpressibleByArgument, CaseIterable, RawRepresentable<String> {}

extension Word {
    /// The word as the contract has it.
    var wireName: String {
        rawValue.split(separator: "-").joined(separator: " ")
    }
}

enum AttendanceMode: String, Word {
    case inPerson = "in-person"
    case video
    case audioOnly = "audio-only"
}

enum SessionState: String, Word {
    case scheduled, open, running
    case onBreak = "on-break"
    case ended, cancelled
}

enum SessionKind: String, Word {
    case individual, group, family, education, medication
}

enum EnrolmentState: String, Word {
    case planned, waitlisted, active
    case onHold = "on-hold"
    case discharged
}

enum DischargeReason: String, Word {
    case completed, left, terminated, transferred
}
