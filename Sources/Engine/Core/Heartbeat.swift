/// Goes the way of every command, and changes nothing: that it comes back says that commands are carried out.
package struct Heartbeat: Command {
    package static let name = "heartbeat"

    package init() {}

    package func perform(_ work: Work) throws -> Done { Done() }
}
