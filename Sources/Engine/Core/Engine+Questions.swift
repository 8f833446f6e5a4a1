package import Clinic
package import Ledger

extension Engine {
    /// The session that a caller names, or the only one that is open or running.
    ///
    /// - Throws: ``Refusal``.
    package func session(_ text: String?, in store: Store) throws -> Session {
        try Work(reading: store, engine: self).session(text, among: store.liveSessions())
    }

    /// The member whom a typed or scanned code names.
    ///
    /// - Throws: ``Refusal``.
    package func member(_ text: String, in store: Store) throws -> MemberCode {
        try Work(reading: store, engine: self).member(text)
    }

    /// What a session has brought members so far.
    package func credits(
        at session: Session, of members: [MemberCode], in store: Store
    ) throws -> [MemberCode: SessionCredit] {
        let work = try Work(reading: store, engine: self)
        return try members.reduce(into: [:]) { credits, member in
            credits[member] = try work.credit(of: member, at: session)
        }
    }
}
