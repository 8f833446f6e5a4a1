import ArgumentParser
import ConvenedAPI
import Varlink

struct Ping: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "ping", abstract: "Ask whether the daemon answers.",
        discussion: "Prints PONG if it does and exits with status 69 if it doesn't.")

    @OptionGroup var global: GlobalOptions

    func run(_ daemon: Connection) throws {
        try daemon.perform(API.Service.Ping.self, .init(), saying: "PONG")
    }
}

struct WhoAmI: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "whoami", abstract: "Show what you may do here, and how to be allowed more.",
        discussion: "It goes by the Unix groups that you were in when you logged in.")

    @OptionGroup var global: GlobalOptions

    func run(_ daemon: Connection) throws {
        try daemon.show(API.Service.WhoAmI.self)
    }
}

struct Status: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show the site, the day in counts and what waits for somebody.",
        discussion: "Names nobody, so it can stand on a screen that faces people.")

    @OptionGroup var global: GlobalOptions

    func run(_ daemon: Connection) throws {
        try daemon.show(API.Service.Status.self)
    }
}
