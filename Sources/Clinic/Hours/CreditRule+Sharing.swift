extension CreditRule {
    /// What the sessions of a week earn beside each other, in their order; one that stays out has no course.
    ///
    /// Being in a session means having left every other one that began before it, whether or not it earns anything, and
    /// whether or not anybody entered that the member left. Only what is left of a session so is rounded up by the grace
    /// period, cut to the planned length and held against the minimum to count.
    ///
    /// - Parameter now: Until when the courses are real. A session that hasn't begun by then has kept nobody from
    ///   anything; `nil` for a plan.
    func earnings(of courses: [Course?], at sessions: [SessionCase], now: Instant? = nil) -> [Spans] {
        guard courses.overlap else {
            return zip(courses, sessions).map { course, session in
                course.map { earned($0, of: session) } ?? Spans()
            }
        }
        let rooms = zip(courses, sessions).map { course, session in
            let room = course?.present() ?? Spans()
            guard let now, session.started == nil else { return room }
            return room.split(at: now).after
        }
        var result = courses.map { _ in Spans() }
        var taken = Spans()
        for index in courses.latestFirst {
            guard let course = courses[index] else { continue }
            let others = rooms.indices.reduce(Spans()) { $1 == index ? $0 : $0.union(rooms[$1]) }
            result[index] = earned(course, of: sessions[index], away: taken, elsewhere: others)
            taken = taken.union(rooms[index])
            if sessions[index].started != nil { taken = taken.union(result[index]) }
        }
        return result
    }
}

extension [Course?] {
    /// Whether any two have time in common.
    fileprivate var overlap: Bool {
        indices.contains { index in
            guard let course = self[index] else { return false }
            return self[..<index].contains { $0.map { $0.start < course.end && course.start < $0.end } ?? false }
        }
    }

    /// The places of those that there are, the one that began last first; of two that began at once, the later one.
    fileprivate var latestFirst: [Int] {
        enumerated().compactMap { index, course in course.map { (index, $0.start) } }
            .sorted { ($0.1, $0.0) > ($1.1, $1.0) }.map(\.0)
    }

    /// The time in each room that wasn't spent in one that began later.
    var presences: [Spans] {
        var result = map { $0?.present() ?? Spans() }
        guard overlap else { return result }
        var taken = Spans()
        for index in latestFirst {
            let room = result[index]
            result[index] = room.subtracting(taken)
            taken = taken.union(room)
        }
        return result
    }

    /// The time of those that began after one of them.
    func later(than index: Int) -> Spans {
        latestFirst.prefix { $0 != index }.reduce(Spans()) { $0.union(self[$1]?.present() ?? Spans()) }
    }
}
