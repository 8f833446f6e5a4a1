import Foundation

/// What a program's ArgumentParser says of it, asked by `--experimental-dump-help`.
struct Help: Decodable {
    let command: Command

    struct Command: Decodable {
        let commandName: String
        let abstract: String?
        let discussion: String?
        let subcommands: [Command]?
        let arguments: [Argument]?
        let shouldDisplay: Bool?

        /// What people are told of.
        var shown: [Command] {
            (subcommands ?? []).filter { $0.commandName != "help" && $0.shouldDisplay != false }
        }

        var options: [Argument] {
            (arguments ?? []).filter { argument in
                argument.shouldDisplay && !["help", "version"].contains(argument.longName)
            }
        }
    }

    struct Argument: Decodable {
        let kind: Kind
        let names: [Name]?
        let valueName: String?
        let abstract: String?
        let discussion: String?
        let isOptional: Bool
        let isRepeating: Bool
        let defaultValue: String?
        let allValues: [String]?
        let shouldDisplay: Bool

        enum Kind: String, Decodable { case positional, option, flag }

        struct Name: Decodable {
            let kind: String
            let name: String
        }

        var longName: String? { names?.first { $0.kind == "long" }?.name }
    }

    /// Asks a program.
    ///
    /// - Throws: ``ManualError`` if it doesn't answer.
    init(of program: String) throws {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["--experimental-dump-help"]
        process.standardOutput = pipe
        do {
            try process.run()
            let answer = pipe.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            self = try JSONDecoder().decode(Help.self, from: answer)
        } catch {
            throw ManualError("\(program) doesn't say what it can do: \(error)")
        }
    }
}
