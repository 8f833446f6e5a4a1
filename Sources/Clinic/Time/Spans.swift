/// A set of instants as half-open stretches `[from, to)`, in order, neither empty, overlapping nor touching.
struct Spans: RandomAccessCollection {
    // Nearly every set is one stretch; it is kept apart from the others so that it needs no memory of its own.
    private var head: Range<Instant>?
    private var tail: [Range<Instant>] = []

    /// No instant.
    init() {}

    /// Takes stretches in any order; they may overlap.
    init(_ stretches: some Sequence<Range<Instant>>) {
        for range in stretches.sorted(by: { $0.lowerBound < $1.lowerBound }) { append(range) }
    }

    /// One stretch; nothing if `to` isn't after `from`.
    init(from: Instant, to: Instant) {
        head = from < to ? from..<to : nil
    }

    var startIndex: Int { 0 }
    var endIndex: Int { head == nil ? 0 : tail.count + 1 }

    subscript(position: Int) -> Range<Instant> {
        guard position == 0, let head else { return tail[position - 1] }
        return head
    }

    /// Adds a stretch that begins no earlier than the last one.
    private mutating func append(_ range: Range<Instant>) {
        guard !range.isEmpty else { return }
        guard let last = tail.last ?? head else { return head = range }
        if last.upperBound < range.lowerBound { return tail.append(range) }
        let joined = last.lowerBound..<Swift.max(last.upperBound, range.upperBound)
        if tail.isEmpty { head = joined } else { tail[tail.count - 1] = joined }
    }

    var milliseconds: Int64 {
        reduce(0) { $0 + $1.upperBound.milliseconds - $1.lowerBound.milliseconds }
    }

    /// The whole length, rounded down to the second.
    var length: Seconds { Seconds(Int(milliseconds / 1000)) }

    func union(_ other: Spans) -> Spans {
        if other.isEmpty { return self }
        var result = Spans()
        var next = 0
        for range in self {
            while next < other.count, other[next].lowerBound < range.lowerBound {
                result.append(other[next])
                next += 1
            }
            result.append(range)
        }
        for range in other[next...] { result.append(range) }
        return result
    }

    func intersection(_ other: Spans) -> Spans {
        var result = Spans()
        for left in self {
            for right in other where left.overlaps(right) { result.append(left.clamped(to: right)) }
        }
        return result
    }

    func subtracting(_ other: Spans) -> Spans {
        var result = Spans()
        for range in self {
            var from = range.lowerBound
            for hole in other where hole.overlaps(range) {
                if from < hole.lowerBound { result.append(from..<hole.lowerBound) }
                from = Swift.max(from, hole.upperBound)
            }
            if from < range.upperBound { result.append(from..<range.upperBound) }
        }
        return result
    }

    /// What is before an instant, and what is from it on.
    func split(at instant: Instant) -> (before: Spans, after: Spans) {
        guard let last else { return (self, self) }
        let after = intersection(Spans(from: instant, to: last.upperBound))
        return (subtracting(after), after)
    }

    /// The earliest part, up to a length.
    func prefix(_ length: Seconds) -> Spans {
        var left = Int64(length.count) * 1000
        var result = Spans()
        for range in self where left > 0 {
            let end = Instant(
                milliseconds: Swift.min(range.upperBound.milliseconds, range.lowerBound.milliseconds + left))
            left -= end.milliseconds - range.lowerBound.milliseconds
            result.append(range.lowerBound..<end)
        }
        return result
    }
}
