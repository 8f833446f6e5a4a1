import ConvenedAPI

/// What `convene setup` has to know: one answer to each question, each of them checked before anything is made.
struct Setup: Equatable {
    /// The questions, in the order in which they are asked.
    enum Question: String, CaseIterable {
        case site, zone, firstWeekday, program, group, name, label, meets, capacity

        /// The key in a file of answers.
        var key: String { self == .firstWeekday ? "first-weekday" : rawValue }

        /// Whether it is about the site, which is settled once there is a ledger.
        var isAboutSite: Bool { self == .site || self == .zone || self == .firstWeekday }

        /// Whether it is about the group, and needn't be asked if there shall be none.
        var isAboutGroup: Bool { [.name, .label, .meets, .capacity].contains(self) }

        /// What is asked.
        var text: String {
            switch self {
            case .site: "The clinic's name"
            case .zone: "Its time zone"
            case .firstWeekday: "The day on which its week begins"
            case .program: "The first program, or none"
            case .group: "The first group's identifier, or none"
            case .name: "What the staff call the group"
            case .label: "What it is called in front of others, disclosing nothing"
            case .meets: "When it meets, with a semicolon between several"
            case .capacity: "How many members it takes, or none for no limit"
            }
        }
    }

    /// The answer that stands for leaving something out.
    static let none = "none"

    /// The templates' identifiers and titles.
    let programs: [(id: String, title: String)]
    /// Whether the machine knows a time zone of this name.
    let isZone: (String) -> Bool
    private(set) var answers: [Question: String] = [:]

    /// - Parameter zone: The machine's own time zone.
    init(programs: [(id: String, title: String)], zone: String, isZone: @escaping (String) -> Bool) {
        self.programs = programs
        self.isZone = isZone
        answers = [
            .site: "Our Clinic", .zone: zone, .firstWeekday: "sunday", .program: "iop-adult", .group: "evening-iop",
            .name: "Evening IOP", .label: "Evening group", .meets: "mon,wed,fri 18:00 3h", .capacity: "12",
        ]
    }

    static func == (one: Setup, other: Setup) -> Bool { one.answers == other.answers }

    subscript(question: Question) -> String { answers[question] ?? "" }

    /// An answer, or nothing if it was to be left out.
    func wanted(_ question: Question) -> String? { self[question] == Self.none ? nil : self[question] }

    /// Takes an answer if it can be one.
    ///
    /// - Throws: A sentence that says what is asked for.
    mutating func answer(_ question: Question, _ text: String) throws(Complaint) {
        let text = String(trimmed(text[...]))
        if let complaint = complaint(question, text) { throw Complaint(sentence: complaint) }
        answers[question] = question == .firstWeekday || question == .program ? text.lowercased() : text
    }

    struct Complaint: Error, Equatable {
        let sentence: String
    }

    /// Reads `key: value` lines. Empty lines and lines with `#` are skipped; what isn't said keeps its default.
    ///
    /// - Throws: A sentence with the line's number.
    mutating func read(_ text: String, from file: String) throws(Complaint) {
        var known: Set<Question> = []
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            let line = trimmed(line)
            if line.isEmpty || line.hasPrefix("#") { continue }
            let place = "\(file):\(index + 1): "
            let parts = line.split(separator: ":", maxSplits: 1).map(trimmed)
            let keys = Question.allCases.map(\.key).joined(separator: ", ")
            guard let question = Question.allCases.first(where: { $0.key == parts[0].lowercased() }), parts.count == 2
            else { throw Complaint(sentence: "\(place)write 'key: value' with one of the keys \(keys).") }
            guard known.insert(question).inserted else {
                throw Complaint(sentence: "\(place)'\(question.key)' is there twice.")
            }
            do {
                try answer(question, String(parts[1]))
            } catch {
                throw Complaint(sentence: place + error.sentence)
            }
        }
    }

    /// A file of answers with the defaults.
    var example: [String] {
        ["# Answers for 'convene setup --answers FILE'. What is left out has the value that is written here."]
            + Question.allCases.flatMap { ["# \($0.text).", "\($0.key): \(self[$0])"] }
    }

    private func complaint(_ question: Question, _ text: String) -> String? {
        switch question {
        case .site, .name, .label:
            let isPlain = text.unicodeScalars.allSatisfy { $0.value >= 32 && $0 != "\u{7F}" }
            return (1...80).contains(text.count) && isPlain ? nil : "Write 1 to 80 characters in one line."
        case .zone:
            return isZone(text)
                ? nil
                : "This machine knows no such time zone: write one such as America/New_York; "
                    + "'timedatectl list-timezones' shows them."
        case .firstWeekday:
            return Self.weekdays.contains(text.lowercased())
                ? nil : "Write a weekday in full, such as sunday or monday."
        case .program:
            let ids = programs.map(\.id)
            return text == Self.none || ids.contains(text.lowercased())
                ? nil : "Write \(ids.joined(separator: ", ")) or none."
        case .group: return isIdentifier(text) ? nil : "Write 2 to 40 lower-case letters, digits and hyphens, or none."
        case .meets:
            return Self.meetings(text) == nil ? "Write it like mon,wed,fri 18:00 3h, with a length of 10m to 12h." : nil
        case .capacity:
            return text == Self.none || Int(text).map { (1...500).contains($0) } ?? false
                ? nil : "Write a number from 1 to 500, or none."
        }
    }

    /// When the group meets; `nil` if the text says no such thing.
    static func meetings(_ text: String) -> [API.Groups.Meeting]? {
        let parts = text.split(separator: ";", omittingEmptySubsequences: false).map { convene.meetings(String($0)) }
        let all = parts.compactMap { $0 }.flatMap { $0 }
        let areRight = all.allSatisfy { meeting in
            let time = meeting.start.split(separator: ":").map { Int($0) ?? -1 }
            return meeting.start.utf8.count == 5 && time.count == 2 && (0...23).contains(time[0])
                && (0...59).contains(time[1]) && (600...43_200).contains(meeting.durationSeconds)
        }
        return parts.contains { $0 == nil } || !areRight ? nil : all
    }

    private static let weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]

    private func isIdentifier(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        let isInside = bytes.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
        return (2...40).contains(bytes.count) && isInside && bytes.first != 45 && bytes.last != 45
    }
}
