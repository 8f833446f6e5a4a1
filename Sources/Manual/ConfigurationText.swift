import Foundation

/// The shipped configuration file, taken apart: each key with the comment before it.
struct ConfigurationText {
    struct Section {
        let name: String
        let comment: String
        var keys: [Key] = []
    }

    struct Key {
        let name: String
        let value: String
        let comment: String
        /// Whether it is commented out, so that its value is no default.
        let isExample: Bool
    }

    private(set) var sections: [Section] = []

    init(_ text: String) {
        var comment: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let isExample = line.hasPrefix("# ")
            let body = isExample ? line.dropFirst(2) : line
            if line.isEmpty {
                comment = []
            } else if let match = body.wholeMatch(of: /\[+([a-z_]+)\]+/) {
                sections.append(Section(name: String(match.output.1), comment: comment.joined(separator: " ")))
                comment = []
            } else if let match = body.wholeMatch(of: /([a-z_]+) = (.*)/), !sections.isEmpty {
                sections[sections.count - 1].keys.append(
                    Key(
                        name: String(match.output.1), value: String(match.output.2),
                        comment: comment.joined(separator: " "), isExample: isExample))
                comment = []
            } else if line.hasPrefix("#") {
                comment.append(String(body))
            }
        }
    }
}
