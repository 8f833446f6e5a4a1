/// What an account may do here, by its Unix groups.
package enum Role: String, Sendable, CaseIterable {
    /// Looks after the service: health and counts, which name nobody.
    case observer
    /// Takes the codes that members scan at the door.
    case kiosk
    /// Runs sessions.
    case facilitator
    /// Excuses, books, waives and acknowledges, and takes members in.
    case caseManager = "case_manager"
    /// Corrects what is signed, defines programs and groups, and exports.
    case supervisor
    /// Administers the service. Root and the account that it runs as always do.
    case admin

    /// Whether whoever has this role may do what needs another one. From the facilitator on each role has all that the
    /// roles before it have; an observer learns of nobody, and a kiosk does nothing but its own.
    package func includes(_ other: Role) -> Bool {
        switch self {
        case .observer, .kiosk: self == other
        case .facilitator, .caseManager, .supervisor, .admin: other.rank <= rank
        }
    }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// As people write it: `case-manager`.
    package var word: String { rawValue.replacing("_", with: "-") }

    /// The Unix group whose members have it unless the configuration names another one.
    package var usualGroup: String { "convened-\(word)" }
}
