import Clinic

/// A session as it was or might be: from minute to minute, and how the member is there in each.
struct Sitting {
    let first: Int
    let end: Int
    let interruptions: [Range<Instant>]
    /// In no way, or in several at once if that was entered.
    let modes: (Int) -> [PresenceMode]

    init(
        first: Int, end: Int, interruptions: [Range<Instant>] = [], modes: @escaping (Int) -> [PresenceMode]
    ) {
        self.first = first
        self.end = end
        self.interruptions = interruptions
        self.modes = modes
    }
}

/// Every minute of some sessions, painted with those in whose room the member is.
struct WhereaboutsMap {
    /// For each minute of each session from its first on, whether the member is in the room.
    private let rooms: [(first: Int, isThere: [Bool])?]
    /// The sessions that there are, the one that began last first.
    private(set) var lastFirst: [Int] = []

    init(_ sittings: [Sitting?]) {
        rooms = sittings.map { sitting in
            sitting.map { sitting in
                (sitting.first, (sitting.first..<max(sitting.first, sitting.end)).map { !sitting.modes($0).isEmpty })
            }
        }
        lastFirst = rooms.indices.filter { rooms[$0] != nil }.sorted { isLater($0, than: $1) }
    }

    func isIn(_ index: Int, _ minute: Int) -> Bool {
        guard let room = rooms[index], room.first <= minute, minute - room.first < room.isThere.count else {
            return false
        }
        return room.isThere[minute - room.first]
    }

    /// The minutes of a session in which the member is in its room.
    func minutes(in index: Int) -> [Int] {
        guard let room = rooms[index] else { return [] }
        return room.isThere.indices.filter { room.isThere[$0] }.map { room.first + $0 }
    }

    /// Whether one session began after another; of two that began at once, the later one in the list did.
    func isLater(_ one: Int, than other: Int) -> Bool {
        guard let left = rooms[one]?.first, let right = rooms[other]?.first else { return rooms[one] != nil }
        return left > right || left == right && one > other
    }

    /// Where the member is in a minute: of all rooms that they are in, the one of the session that began last.
    func place(_ minute: Int) -> Int? {
        lastFirst.first { isIn($0, minute) }
    }
}
