package import Clinic

/// Who asks for something.
package struct Caller: Sendable, Hashable {
    /// How the events name them: `uid:1000`, `uid:1000/RK` where RK uses an account that several share, `plugin:NAME`,
    /// `clock`.
    package let actor: String
    /// Who of the staff it is, where that doesn't follow from the account.
    package let staff: StaffInitials?
    /// Whether they may correct what others can't any more.
    package let isSupervisor: Bool
    /// Whether they administer this machine's service.
    package let isAdministrator: Bool

    package init(
        actor: String, staff: StaffInitials? = nil, isSupervisor: Bool = false, isAdministrator: Bool = false
    ) {
        self.actor = actor
        self.staff = staff
        self.isSupervisor = isSupervisor
        self.isAdministrator = isAdministrator
    }

    /// An account of this machine, and whoever of the staff uses it where several do.
    package init(
        uid: UInt32, staff: StaffInitials? = nil, isSupervisor: Bool = false, isAdministrator: Bool = false
    ) {
        self.init(
            actor: "uid:\(uid)" + (staff.map { "/\($0)" } ?? ""), staff: staff, isSupervisor: isSupervisor,
            isAdministrator: isAdministrator)
    }

    /// A plugin that asks by itself.
    package init(plugin: String) {
        self.init(actor: "plugin:\(plugin)")
    }

    var isPlugin: Bool { actor.hasPrefix("plugin:") }

    /// The daemon itself, for what time brings.
    package static let clock = Caller(actor: "clock")
}
