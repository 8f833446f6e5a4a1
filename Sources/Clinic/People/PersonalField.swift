/// A personal value of a member that an administrator may grant to a plugin.
package enum PersonalField: String, Sendable, CaseIterable, Codable {
    case name = "member.name"
    case born = "member.born"
    /// Those contacts alone whose channel the member has agreed to.
    case contact = "member.contact"
}
