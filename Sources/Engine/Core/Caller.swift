/// Who asks for something.
package struct Caller: Sendable, Hashable {
    /// How the events name them: `uid:1000`, `plugin:NAME`, `clock`.
    package let actor: String
    /// Whether they may correct what others can't any more.
    package let isSupervisor: Bool
    /// Whether they administer this machine's service.
    package let isAdministrator: Bool

    package init(actor: String, isSupervisor: Bool = false, isAdministrator: Bool = false) {
        self.actor = actor
        self.isSupervisor = isSupervisor
        self.isAdministrator = isAdministrator
    }

    /// An account of this machine.
    package init(uid: UInt32, isSupervisor: Bool = false, isAdministrator: Bool = false) {
        self.init(actor: "uid:\(uid)", isSupervisor: isSupervisor, isAdministrator: isAdministrator)
    }

    /// A plugin that asks by itself.
    package init(plugin: String) {
        self.init(actor: "plugin:\(plugin)")
    }

    var isPlugin: Bool { actor.hasPrefix("plugin:") }

    /// The daemon itself, for what time brings.
    package static let clock = Caller(actor: "clock")
}
