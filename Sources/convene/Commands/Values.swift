import ArgumentParser

/// A word of the contract as an argument, with a hyphen where the contract has an underscore.
protocol Word: ExpressibleByArgument, CaseIterable, RawRepresentable<String> {}

extension Word {
    /// The word as the contract has it.
    var wireName: String {
        rawValue.split(separator: "-").joined(separator: "_")
    }
}

enum AttendanceMode: String, Word {
    case inPerson = "in-person"
    case video
    case audioOnly = "audio-only"
}

enum AbsenceReview: String, Word {
    case excused, unexcused
    case lateCancel = "late-cancel"
}

enum SessionState: String, Word {
    case scheduled, open, running, ended, cancelled, closed
}

enum SessionKind: String, Word {
    case individual, group, family, education, medication, screen
}

enum EnrolmentState: String, Word {
    case planned, waitlisted, active
    case onHold = "on-hold"
    case discharged
}

enum DischargeReason: String, Word {
    case completed, left, terminated, transferred, referred, moved, died
}

extension String {
    /// A length of time such as `9h`, or nothing at all as `0h`.
    func secondsOrNone(_ argument: String) throws -> Int {
        ["0", "0h", "0m"].contains(self) ? 0 : try seconds(argument)
    }

    /// A length of time such as `45m`.
    func seconds(_ argument: String) throws -> Int {
        guard let seconds = durationSeconds(self[...]) else {
            throw ValidationError("\(argument) is a length of time such as 10m, 1h or 1h30m")
        }
        return seconds
    }
}
