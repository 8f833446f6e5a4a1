/// `plugin.enabled`, `plugin.disabled`, `plugin.retried`, `plugin.skipped`, `plugin.replayed`, `plugin.granted`,
/// `plugin.revoked`: what somebody wanted of a plugin. It is carried out after it was recorded, once.
package struct PluginOperated: Sendable, Hashable, Codable {
    package enum Action: String, Sendable, CaseIterable, Codable {
        case enabled, disabled, retried, skipped, replayed, granted, revoked

        package var eventType: String { "plugin.\(rawValue)" }
    }

    package let action: Action
    package let plugin: String
    /// The event that was retried or skipped, or the one after which everything is heard again.
    package let event: Int?
    /// What was granted or revoked.
    package let field: PersonalField?

    package init(_ action: Action, plugin: String, event: Int? = nil, field: PersonalField? = nil) {
        self.action = action
        self.plugin = plugin
        self.event = event
        self.field = field
    }
}
