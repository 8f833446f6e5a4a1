import ArgumentParser
import Varlink

struct SetupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "setup", abstract: "Set up a clinic: its configuration, the first program and the first group.",
        discussion: """
            Asks for what it needs, each with a default. Time zone and first weekday are fixed once the daemon has \
            founded the ledger; everything else can be changed and added to later. Run again, it changes nothing that is \
            there, says what that is, and makes what is missing.

            Unattended:
              convene setup --example > answers
              convene setup --answers answers
            """)

    @Option(help: ArgumentHelp("Read the answers from here and ask nothing; '-' is standard input.", valueName: "file"))
    var answers: String?
    @Flag(help: "Print a file of answers with the defaults, and do nothing.")
    var example = false
    @Option(
        help: ArgumentHelp(
            "The daemon's configuration. Elsewhere than in its usual place, ledger and socket are beside it.",
            valueName: "path"))
    var config = SiteFile.standard
    @Option(help: ArgumentHelp("The daemon's socket, if it isn't the configuration's.", valueName: "path"))
    var socket: String?

    func run() throws {
        var setup = Setup(
            programs: SiteFile.programs.map { ($0.id, $0.title) }, zone: Zones.own, isZone: Zones.isKnown)
        if example { return Terminal.print(setup.example) }
        let file = SiteFile(path: config)
        if let answers {
            let input = try InputFile(answers)
            do {
                try setup.read(input.text, from: input.name)
            } catch {
                throw Failure(.badData, error.sentence)
            }
        } else if !Terminal.canAsk {
            throw Failure(
                .usage,
                "There is no terminal to ask questions on: give the answers with --answers FILE, for which "
                    + "'convene setup --example' prints a beginning.")
        }
        let usual = file.isStandard ? Terminal.environment("CONVENED_SOCKET") : nil
        let path = socket ?? usual ?? file.socket
        do {
            try SetupDesk(setup, file, Connection(path: path), asks: answers == nil).run()
        } catch let refusal as VarlinkFailure {
            throw Failure(refusal, asJSON: false)
        }
    }
}
