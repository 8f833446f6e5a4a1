package import Clinic
package import Ledger

extension Engine {
    /// The session that a caller names, or the only one that is open or running.
    ///
    /// - Throws: ``Refusal``.
    package func session(_ text: String?, in store: Store) throws -> Session {
        try Work(reading: store, engine: self).session(text, among: store.liveSessions())
    }

    /// The session that a caller names, or the only one of today and yesterday that isn't signed.
    ///
    /// - Throws: ``Refusal``, also for one that can't be signed.
    package func sessionToSign(_ text: String?, in store: Store) throws -> Session {
        try Work(reading: store, engine: self).sessionToSign(text)
    }

    /// The member whom a typed or scanned code names.
    ///
    /// - Throws: ``Refusal``.
    package func member(_ text: String, in store: Store) throws -> MemberCode {
        try Work(reading: store, engine: self).member(text)
    }

    /// The sessions of the week of a local date at which a member could make up for lost time, the shortest first.
    package func makeupOptions(
        for member: MemberCode, on date: LocalDate, in store: Store
    ) throws -> [MakeupOption] {
        let work = try Work(reading: store, engine: self)
        return try work.makeupOptions(for: member, in: work.week(of: date))
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
