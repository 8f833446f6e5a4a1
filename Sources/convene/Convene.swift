import ArgumentParser

@main
struct Convene: ParsableCommand {
    static let configuration = CommandConfiguration(subcommands: [Ping.self])
}

struct Ping: ParsableCommand {
    func run() throws { print("PONG") }
}
