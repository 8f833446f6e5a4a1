/// The members of a JSON object, in the order in which they came, each name once.
public struct JSONObject: Sendable {
    public struct Member: Sendable, Equatable {
        public let name: String
        public var value: JSON
    }

    public private(set) var members: [Member] = []

    /// Where each name is, kept only for objects that are too large to be searched one by one.
    private var positions: [String: Int]?

    private static let searchedOneByOne = 16

    public init() {}

    /// Makes an object of members. The last of equal names wins.
    public init(_ members: some Sequence<(String, JSON)>) {
        for (name, value) in members { self[name] = value }
    }

    public var isEmpty: Bool { members.isEmpty }
    public var count: Int { members.count }

    /// The member of that name. Setting it to nil removes it.
    public subscript(name: String) -> JSON? {
        get {
            position(of: name).map { members[$0].value }
        }
        set {
            switch (position(of: name), newValue) {
            case (let position?, let value?): members[position].value = value
            case (let position?, nil): remove(at: position)
            case (nil, let value?): append(name, value)
            case (nil, nil): break
            }
        }
    }

    /// Adds a member whose name is new. Returns false, and adds nothing, when the name is there already.
    mutating func add(_ name: String, _ value: JSON) -> Bool {
        guard position(of: name) == nil else { return false }
        append(name, value)
        return true
    }

    private mutating func append(_ name: String, _ value: JSON) {
        positions?[name] = members.count
        members.append(Member(name: name, value: value))
        if positions == nil, members.count > Self.searchedOneByOne { indexNames() }
    }

    private mutating func remove(at position: Int) {
        members.remove(at: position)
        positions = nil
        if members.count > Self.searchedOneByOne { indexNames() }
    }

    private mutating func indexNames() {
        var positions: [String: Int] = [:]
        for (position, member) in members.enumerated() { positions[member.name] = position }
        self.positions = positions
    }

    private func position(of name: String) -> Int? {
        if let positions { return positions[name] }
        for position in members.indices where members[position].name == name { return position }
        return nil
    }
}

extension JSONObject: Equatable {
    /// Two objects are equal when they have equal members, in whatever order.
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.count == right.count && left.members.allSatisfy { right[$0.name] == $0.value }
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self.init(elements)
    }
}
