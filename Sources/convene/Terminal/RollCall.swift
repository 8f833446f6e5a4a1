/// The roll call of a session: who is expected, who is marked, and what a key does. Reads and writes nothing itself.
///
/// A key beside a name marks that member. Enter then checks in the marked ones, `A` all but the marked ones, so that
/// whichever are fewer need pressing: a room of nine never takes ten keys.
struct RollCall: Equatable {
    struct Member: Equatable {
        var code: String
        var shortName: String
        var isMarked = false
    }

    enum Action: Equatable {
        /// Nothing is different.
        case none
        /// The screen is out of date.
        case redraw
        /// These members are to be checked in; the roll call is over.
        case checkIn([String])
        /// The roll call is over and nothing is to be done.
        case quit
        /// Ctrl-C was pressed.
        case interrupt
    }

    /// The keys beside the names. `a` and `q` have another meaning.
    static let labels: [Character] = Array("123456789bcdefghijklmnoprstuvwxyz")

    private(set) var members: [Member]
    private(set) var page = 0

    init(_ members: [Member]) {
        self.members = members
    }

    var markedCount: Int { members.count { $0.isMarked } }
    var pageCount: Int { max(1, (members.count + Self.labels.count - 1) / Self.labels.count) }

    /// The members of this page, each with its key.
    var visible: [(label: Character, member: Member)] {
        Array(zip(Self.labels, members[(page * Self.labels.count)...]))
    }

    mutating func press(_ key: Key) -> Action {
        switch key {
        case .enter: return markedCount == 0 ? .none : .checkIn(codes { $0.isMarked })
        case .interrupt: return .interrupt
        case .endOfInput, .escape: return .quit
        case .character(let character): return press(character)
        case .other: return .none
        }
    }

    /// What a line does that was typed where single keys can't be read: each of its characters, then Enter.
    mutating func enter(_ line: String) -> Action {
        for character in line where character != " " && character != "," {
            switch press(.character(character)) {
            case .none: return .none
            case .redraw: continue
            case let end: return end
            }
        }
        return press(.enter)
    }

    private mutating func press(_ character: Character) -> Action {
        switch character {
        case "a", "A":
            let rest = codes { !$0.isMarked }
            return rest.isEmpty ? .none : .checkIn(rest)
        case "q", "Q": return .quit
        case " " where pageCount > 1:
            page = (page + 1) % pageCount
            return .redraw
        default:
            guard let label = character.lowercased().first, let place = Self.labels.firstIndex(of: label),
                members.indices.contains(page * Self.labels.count + place)
            else { return .none }
            members[page * Self.labels.count + place].isMarked.toggle()
            return .redraw
        }
    }

    private func codes(_ isIncluded: (Member) -> Bool) -> [String] {
        members.filter(isIncluded).map(\.code)
    }
}
