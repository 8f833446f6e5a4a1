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

    /// Returns once the writing connection has taken a turn, which it does unless it is stuck.
    package func writerIsAlive() async {
        await withCheckedContinuation { continuation in
            ledger.enqueue { _ in continuation.resume() }
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
