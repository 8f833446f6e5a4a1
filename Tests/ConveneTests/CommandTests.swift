import ArgumentParser
import Testing

@testable import convene

struct CommandTests {
    static let all: [any ParsableCommand.Type] = {
        func tree(_ command: any ParsableCommand.Type) -> [any ParsableCommand.Type] {
            [command] + command.configuration.subcommands.flatMap(tree)
                + command.configuration.groupedSubcommands.flatMap { $0.subcommands.flatMap(tree) }
        }
        return tree(Convene.self)
    }()

    @Test("Every command says its name and what it does", arguments: all.indices)
    func configuration(index: Int) {
        let configuration = Self.all[index].configuration
        #expect(configuration.commandName != nil, "\(Self.all[index])")
        #expect(configuration.abstract.hasSuffix(".") || configuration.abstract.contains(":"))
    }

    @Test("Every help fits a screen of 80 columns but for its usage line", arguments: all.indices)
    func help(index: Int) {
        let lines = Self.all[index].helpMessage(columns: 80).split(separator: "\n")
        for line in lines where !line.hasPrefix("USAGE:") && !line.contains("convene ") {
            #expect(displayWidth(String(line)) <= 80, "\(line)")
        }
    }

    @Test("No personal value can be an argument", arguments: ["--name", "--born", "--phone", "--sms", "--email"])
    func privacy(option: String) {
        #expect(!MemberCommand.Add.helpMessage().contains(option))
        #expect(!MemberCommand.Edit.helpMessage().contains(option))
    }
}
