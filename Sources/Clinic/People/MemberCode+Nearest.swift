extension MemberCode {
    /// The codes that were probably meant by one that doesn't exist: those one slip away, then those two away.
    ///
    /// A slip is a wrong, missing or additional character, or a swap of neighbours. At most five are returned, in
    /// order of slips and then of the codes themselves.
    package static func nearest(to code: MemberCode, among codes: some Sequence<MemberCode>) -> [MemberCode] {
        let typed = Array(code.rawValue.utf8)
        return codes.map { ($0, distance(typed, Array($0.rawValue.utf8))) }
            .filter { (1...2).contains($0.1) }
            .sorted { ($0.1, $0.0) < ($1.1, $1.0) }
            .prefix(5).map(\.0)
    }

    /// The Damerau-Levenshtein distance, in which a swapped pair isn't edited again; 3 for anything above 2.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        guard abs(left.count - right.count) <= 2 else { return 3 }
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                var best = last[column] + (left[row] == right[column] ? 0 : 1)
                best = min(best, last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            (beforeLast, last) = (last, current)
        }
        return min(last[right.count], 3)
    }
}
