/// Who asks for something.
package struct Caller: Sendable, Hashable {
    /// How the events name them: `uid:1000`, `plugin:NAME`, `clock`.
    package let actor: String

    package init(actor: String) {
        self.actor = actor
    }

    /// An account of this machine.
    package init(uid: UInt32) {
        actor = "uid:\(uid)"
    }

    /// The daemon itself, for what time brings.
    package static let clock = Caller(actor: "clock")
}
