import Foundation

/// Commands and their options, as `--help` shows them.
extension Page {
    /// Writes how a command is called, what it does, and its arguments.
    mutating func command(_ command: Help.Command, path: String) {
        paragraph(Self.usage(of: command, path: path))
        if let abstract = command.abstract { paragraph(Self.escaped(abstract)) }
        discussion(command.discussion)
        arguments(of: command)
    }

    mutating func arguments(of command: Help.Command) {
        for argument in command.options {
            item(Self.tag(argument), Self.words(about: argument).map { Self.escaped($0) }.joined(separator: " "))
        }
    }

    /// Paragraphs as they stand in the source: what is set in by two spaces is an example, and so is what follows
    /// "Example:".
    mutating func discussion(_ text: String?) {
        for part in (text ?? "").components(separatedBy: "\n\n") where !part.isEmpty {
            let lines = part.split(separator: "\n").map(String.init)
            if lines.allSatisfy({ $0.hasPrefix("  ") }) {
                example(lines.map { String($0.dropFirst(2)) })
            } else if let match = part.wholeMatch(of: /(?s)(Example[^:]*:)\s+(.*)/) {
                paragraph(Self.escaped(match.output.1))
                example(match.output.2.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) })
            } else {
                paragraph(Self.escaped(lines.joined(separator: " ")))
            }
        }
    }

    static func usage(of command: Help.Command, path: String) -> String {
        var words = [bold(path)]
        if !command.shown.isEmpty { words.append("[\(italic("subcommand"))]") }
        for argument in command.options {
            let tag = argument.kind == .positional ? italic(argument.valueName ?? "") : tag(argument, all: false)
            let word = argument.isRepeating ? tag + "..." : tag
            words.append(argument.isOptional ? "[\(word)]" : word)
        }
        return words.joined(separator: " ")
    }

    /// An option with its names and its value.
    private static func tag(_ argument: Help.Argument, all: Bool = true) -> String {
        let names = (argument.names ?? []).map { ($0.kind == "long" ? "--" : "-") + $0.name }
        let value = argument.kind == .flag ? "" : italic(argument.valueName ?? "")
        guard let name = argument.longName.map({ "--" + $0 }) ?? names.first else { return value }
        let said = all ? names.map { bold($0) }.joined(separator: ", ") : bold(name)
        return value.isEmpty ? said : "\(said) \(value)"
    }

    private static func words(about argument: Help.Argument) -> [String] {
        var words = [argument.abstract, argument.discussion].compactMap { $0?.replacing("\n", with: " ") }
        if let values = argument.allValues, !values.isEmpty {
            words.append("One of \(values.joined(separator: ", ")).")
        }
        if let value = argument.defaultValue, !value.isEmpty { words.append("Without it: \(value).") }
        if argument.isRepeating { words.append("Can be given several times.") }
        return words
    }
}
