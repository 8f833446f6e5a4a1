package import Clinic
package import Ledger

extension Engine {
    /// Asks for something and waits for the commit.
    ///
    /// - Throws: ``Refusal``.
    @discardableResult
    package func submit<C: Command>(
        _ command: C, from caller: Caller, key: String? = nil
    ) async throws -> Answer<C.Outcome> {
        try await withCheckedThrowingContinuation { continuation in
            submit(command, from: caller, key: key) { continuation.resume(with: $0) }
        }
    }

    /// Reads a snapshot of what is committed.
    package func read<Value: Sendable>(_ body: @escaping @Sendable (Store) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            ledger.enqueueRead { snapshot in
                continuation.resume(with: Result { try body(snapshot.get()) })
            }
        }
    }

    /// Writes what is kept beside the events, such as how far a listener has come.
    package func keep(_ body: @escaping @Sendable (Store) throws -> Void) async throws {
        try await withCheckedThrowingContinuation { continuation in
            ledger.enqueue { writer in
                continuation.resume(with: Result { try writer.transaction(body) })
            }
        }
    }

    /// Carries out everything that is due by now, and says when the next thing falls due.
    @discardableResult
    package func runDue() async -> Instant {
        await withCheckedContinuation { continuation in
            runDue { continuation.resume(returning: $0) }
        }
    }
}
