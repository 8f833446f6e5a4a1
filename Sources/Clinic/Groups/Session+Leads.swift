/// Somebody leads a session from an instant on; `nil` is nobody who was named.
package struct LeadChange: Sendable, Hashable {
    package let since: Instant
    package let staff: StaffInitials?

    package init(since: Instant, staff: StaffInitials?) {
        self.since = since
        self.staff = staff
    }
}

/// A stretch of a session that one of the staff led.
package struct Lead: Sendable, Hashable {
    package let staff: StaffInitials
    package let from: Instant
    /// `nil` while it lasts.
    package let to: Instant?

    package init(staff: StaffInitials, from: Instant, to: Instant?) {
        self.staff = staff
        self.from = from
        self.to = to
    }
}

extension Session {
    /// Who led the treatment from when to when, without stretches that nobody led; nothing before it has begun.
    ///
    /// - Parameter changes: Who leads from when, in the order of time. What was said before the start holds from then on.
    package func leads(_ changes: [LeadChange]) -> [Lead] {
        guard let started else { return [] }
        var leads: [Lead] = []
        for (index, change) in changes.enumerated() {
            let next = index + 1 < changes.count ? changes[index + 1].since : nil
            let end = [next, ended].compactMap { $0 }.min()
            let from = max(change.since, started)
            guard let staff = change.staff, end.map({ $0 > from }) ?? true else { continue }
            if let last = leads.last, last.staff == staff, last.to == from {
                leads[leads.count - 1] = Lead(staff: staff, from: last.from, to: end)
            } else {
                leads.append(Lead(staff: staff, from: from, to: end))
            }
        }
        return leads
    }
}
