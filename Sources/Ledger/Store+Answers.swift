package import Clinic
package import Foundation
import GRDB

/// What was answered to a command that came with an idempotency key.
package struct KeptAnswer: Sendable {
    package let actor: String
    package let command: String
    /// A digest of what was asked, so that the same key for something else is noticed.
    package let digest: Data
    /// The outcome as JSON, without personal values.
    package let outcome: String

    package init(actor: String, command: String, digest: Data, outcome: String) {
        self.actor = actor
        self.command = command
        self.digest = digest
        self.outcome = outcome
    }
}

extension Store {
    package func answer(for key: String) throws -> KeptAnswer? {
        try first("SELECT actor, command, digest, outcome FROM answer WHERE key = ?", [key]) { row in
            KeptAnswer(actor: row[0], command: row[1], digest: row[2], outcome: row[3])
        }
    }

    package func keep(_ answer: KeptAnswer, for key: String, at now: Instant) throws {
        try run(
            "INSERT INTO answer (key, actor, command, digest, outcome, recorded) VALUES (?, ?, ?, ?, ?, ?)",
            [key, answer.actor, answer.command, answer.digest, answer.outcome, now])
    }

    /// Forgets answers that were given before an instant.
    package func forgetAnswers(before instant: Instant) throws {
        try run("DELETE FROM answer WHERE recorded < ?", [instant])
    }
}
