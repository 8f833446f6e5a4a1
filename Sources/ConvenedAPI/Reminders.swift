import Varlink

extension API {
    /// Reminders: what somebody wants to be told about a member at a time to come.
    package enum Reminders {}
}

extension API.Reminders {
    /// A reminder that is still to come.
    package struct Reminder: Codable, Equatable, Sendable {
        package let reminder: Int
        package let member: String
        package let at: String
        package let told: String
        package let by: String
        package let about: String?

        package init(reminder: Int, member: String, at: String, told: String, by: String, about: String? = nil) {
            self.reminder = reminder
            self.member = member
            self.at = at
            self.told = told
            self.by = by
            self.about = about
        }
    }

    /// The reminders that are still to come, the next one first. A plugin sees its own.
    package enum List: VarlinkMethod {
        package static let name = "io.convened.Reminders.List"

        package struct Parameters: Codable, Equatable, Sendable {
            package let member: String?

            package init(member: String? = nil) { self.member = member }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let reminders: [Reminder]

            package init(reminders: [Reminder]) { self.reminders = reminders }
        }
    }

    /// Asks to be reminded of something about a member.
    package enum Schedule: VarlinkMethod {
        package static let name = "io.convened.Reminders.Schedule"

        package struct Parameters: Codable, Equatable, Sendable {
            package let member: String
            package let at: String
            package let about: String
            package let idempotencyKey: String?

            package init(member: String, at: String, about: String, idempotencyKey: String? = nil) {
                self.member = member
                self.at = at
                self.about = about
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let reminder: Int
            package let member: String
            package let at: String
            package let told: String

            package init(reminder: Int, member: String, at: String, told: String) {
                self.reminder = reminder
                self.member = member
                self.at = at
                self.told = told
            }
        }
    }

    /// Wants no longer to be reminded. A plugin may cancel its own.
    package enum Cancel: VarlinkMethod {
        package static let name = "io.convened.Reminders.Cancel"

        package struct Parameters: Codable, Equatable, Sendable {
            package let reminder: Int
            package let idempotencyKey: String?

            package init(reminder: Int, idempotencyKey: String? = nil) {
                self.reminder = reminder
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let member: String

            package init(member: String) { self.member = member }
        }
    }

    /// No such reminder is still to come.
    package struct NoSuchReminder: VarlinkError, Equatable {
        package static let name = "io.convened.Reminders.NoSuchReminder"
        package let reminder: Int
        package let message: String

        package init(reminder: Int, message: String) {
            self.reminder = reminder
            self.message = message
        }
    }
}
