package import Clinic
import GRDB

/// A personal field that a plugin is granted.
package struct GrantRecord: Sendable, Hashable {
    package let field: PersonalField
    /// The event that says so, and by whom and when.
    package let event: Int
    package let actor: String
    package let at: Instant
}

extension Store {
    /// What a plugin is granted, in the order of the fields' names.
    package func grants(of plugin: String) throws -> [GrantRecord] {
        try rows(
            """
            SELECT field, event, actor, recorded FROM plugin_grant JOIN event ON sequence = event
            WHERE plugin = ? ORDER BY field
            """, [plugin]
        ) { row in
            guard let field = PersonalField(rawValue: row[0]) else {
                throw LedgerError.unreadable("a grant of an unknown field")
            }
            return GrantRecord(field: field, event: row[1], actor: row[2], at: row[3])
        }
    }

    /// What plugins do is kept beside the events; what they are granted follows from them.
    func applyPlugin(_ operated: PluginOperated, sequence: Int) throws {
        switch operated.action {
        case .granted:
            try run(
                "INSERT OR REPLACE INTO plugin_grant (plugin, field, event) VALUES (?, ?, ?)",
                [operated.plugin, operated.field?.rawValue, sequence])
        case .revoked:
            try run(
                "DELETE FROM plugin_grant WHERE plugin = ? AND field = ?", [operated.plugin, operated.field?.rawValue])
        case .enabled, .disabled, .retried, .skipped, .replayed:
            break
        }
    }
}
