/// A set of instants as half-open stretches `[from, to)`, in order, neither empty, overlapping nor touching.
struct Spans {
    private(set) var ranges: [Range<Instant>]

    /// Takes stretches in any order; they may overlap.
    init(_ stretches: some Sequence<Range<Instant>> = []) {
        ranges = []
        for range in stretches.filter({ !$0.isEmpty }).sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = ranges.last, range.lowerBound <= last.upperBound {
                ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                ranges.append(range)
            }
        }
    }

    /// One stretch; nothing if `to` isn't after `from`.
    init(from: Instant, to: Instant) {
        ranges = from < to ? [from..<to] : []
    }

    var milliseconds: Int64 {
        ranges.reduce(0) { $0 + $1.upperBound.milliseconds - $1.lowerBound.milliseconds }
    }

    /// The whole length, rounded down to the second.
    var length: Seconds { Seconds(Int(milliseconds / 1000)) }

    func union(_ other: Spans) -> Spans {
        Spans(ranges + other.ranges)
    }

    func intersection(_ other: Spans) -> Spans {
        var result: [Range<Instant>] = []
        for left in ranges {
            for right in other.ranges where left.overlaps(right) {
                result.append(left.clamped(to: right))
            }
        }
        return Spans(result)
    }

    func subtracting(_ other: Spans) -> Spans {
        var result: [Range<Instant>] = []
        for range in ranges {
            var from = range.lowerBound
            for hole in other.ranges where hole.overlaps(range) {
                if from < hole.lowerBound { result.append(from..<hole.lowerBound) }
                from = max(from, hole.upperBound)
            }
            if from < range.upperBound { result.append(from..<range.upperBound) }
        }
        return Spans(result)
    }

    /// The earliest part, up to a length.
    func prefix(_ length: Seconds) -> Spans {
        var left = Int64(length.count) * 1000
        var result: [Range<Instant>] = []
        for range in ranges where left > 0 {
            let end = Instant(milliseconds: min(range.upperBound.milliseconds, range.lowerBound.milliseconds + left))
            left -= end.milliseconds - range.lowerBound.milliseconds
            result.append(range.lowerBound..<end)
        }
        return Spans(result)
    }
}
