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

    /// When a reminder is told that somebody asked for: later than asked for if that is in quiet hours.
    package func told(_ record: ReminderRecord) -> Instant {
        let rules = ReminderRules(settings: settings, zone: site.zone)
        return rules.plan(rules.reminder(record), from: clock.now).at
    }

    /// The sessions of a member's week of a local date at which they could make up for lost time, the shortest first.
    package func makeupOptions(
        for member: MemberCode, on date: LocalDate, in store: Store
    ) throws -> [MakeupOption] {
        let work = try Work(reading: store, engine: self)
        return try work.makeupOptions(in: work.week(of: member, on: date))
    }

    /// How much individual time could still be added to a member's week of a local date to make up for what they have lost.
    package func individualMakeup(for member: MemberCode, on date: LocalDate, in store: Store) throws -> Seconds {
        let work = try Work(reading: store, engine: self)
        return try work.individualTime(in: work.week(of: member, on: date))
    }

    /// That more came to a session than the group or a program of its members is for; `nil` if not.
    package func sizeWarning(at session: Session, came members: [MemberCode], in store: Store) throws -> String? {
        let work = try Work(reading: store, engine: self)
        return try work.sizeWarning(work.group(of: session), session, of: members, present: members.count)
    }

    /// Everybody's week of a local date as it is now, by member.
    ///
    /// What is written down stands as it was at the last event that changed it; while a session runs, the time of those
    /// who haven't come goes by without any.
    package func weeks(on date: LocalDate, in store: Store) throws -> [WeekRecord] {
        let work = try Work(reading: store, engine: self)
        return try work.fresh(work.weeks(on: date))
    }

    /// The weeks that begin on a local date as they are now, by member.
    package func weeks(from date: LocalDate, in store: Store) throws -> [WeekRecord] {
        try Work(reading: store, engine: self).fresh(store.weeks(Week(start: date)))
    }

    /// A member's week of a local date.
    package func week(of member: MemberCode, on date: LocalDate, in store: Store) throws -> Week {
        try Work(reading: store, engine: self).week(of: member, on: date).week
    }

    /// A member's week as it is now; `nil` if nothing is written down of it.
    package func week(_ week: Week, of member: MemberCode, in store: Store) throws -> WeekRecord? {
        let work = try Work(reading: store, engine: self)
        return try work.written(WeekKey(member: member, week: week)).map(work.fresh)
    }

    /// A member's week of a local date as it is now; `nil` if nothing is written down of it.
    package func record(of member: MemberCode, on date: LocalDate, in store: Store) throws -> WeekRecord? {
        let work = try Work(reading: store, engine: self)
        return try work.written(work.week(of: member, on: date)).map(work.fresh)
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

extension Work {
    /// The members whose figures change as time goes by: those whom a running session waits for, and all at one that
    /// stands still.
    fileprivate func moving() throws -> Set<MemberCode> {
        try store.liveSessions().filter { $0.started != nil }.reduce(into: []) { moving, session in
            if session.openPause == nil {
                let seen = try store.attendances(at: session.name).map(\.member)
                moving.formUnion(try store.expected(at: session).subtracting(seen))
            } else {
                moving.formUnion(try concerned(by: session))
            }
        }
    }

    fileprivate func fresh(_ written: [WeekRecord]) throws -> [WeekRecord] {
        guard written.contains(where: { !$0.closed }) else { return written }
        let moving = try moving()
        return moving.isEmpty ? written : try written.map { moving.contains($0.member) ? try fresh($0) : $0 }
    }

    /// A week that is open as it is now.
    fileprivate func fresh(_ written: WeekRecord) throws -> WeekRecord {
        guard !written.closed else { return written }
        return try record(of: WeekKey(member: written.member, week: Week(start: written.week)), closed: false)
            ?? written
    }
}
