import Foundation

/// Follows what was written to a plugin in stream mode and what it answers: one line each, in any order.
///
/// It knows neither processes nor the clock. Whoever owns it writes what ``offer(_:)`` gives and hands over what comes
/// back.
struct StreamMachine {
    /// What a line that came back means.
    enum Answer: Equatable {
        case done
        /// It is to be given again, after this many seconds.
        case again(after: Int)
    }

    /// How many bytes an answer may have.
    private static let lineLimit = 64 * 1024
    /// How many lines that are no answers are told of in full, until they are asked for.
    private static let toldLimit = 10

    /// The sequences of what was written, in order.
    private(set) var sequences: [Int] = []
    private(set) var answers: [Int: Answer] = [:]
    /// Lines that were no answers to anything, for the log.
    private(set) var complaints: [String] = []
    private(set) var protocolErrors = 0
    private var places: [String: Int] = [:]
    private var ids: [String] = []
    private var expected = 0
    private var unfinished: [UInt8] = []
    private var isOverlong = false

    var isDone: Bool { answers.count == sequences.count }

    /// The first event that isn't answered.
    var firstUnanswered: Int? { sequences.first { answers[$0] == nil } }

    /// Begins with other events; what isn't answered of the ones before isn't expected any more.
    mutating func offer(_ events: [(id: String, sequence: Int)]) {
        sequences = events.map(\.sequence)
        ids = events.map(\.id)
        places = Dictionary(zip(ids, ids.indices), uniquingKeysWith: { first, _ in first })
        answers = [:]
        expected = 0
    }

    /// What there was to complain of since the last time.
    mutating func takeComplaints() -> (told: [String], count: Int) {
        defer { (complaints, protocolErrors) = ([], 0) }
        return (complaints, protocolErrors)
    }

    /// Takes what the plugin has written.
    mutating func take(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            endLine(rest[..<end])
            rest = rest[(end + 1)...]
        }
        if !isOverlong, unfinished.count + rest.count <= Self.lineLimit {
            unfinished += rest
        } else if !rest.isEmpty {
            // Who writes without end is found out by the piece.
            unfinished = []
            isOverlong = true
            complainOfLength()
        }
    }

    private mutating func endLine(_ end: Slice<UnsafeRawBufferPointer>) {
        defer {
            unfinished = []
            isOverlong = false
        }
        if isOverlong { return }
        if unfinished.count + end.count > Self.lineLimit { return complainOfLength() }
        if unfinished.isEmpty { read(Array(end)) } else { read(unfinished + end) }
    }

    private mutating func read(_ line: [UInt8]) {
        // Nearly every line is the answer to the first that is unanswered, written the usual way.
        if expected < ids.count, Self.isAck(line, of: ids[expected]) {
            return note(.done, at: expected)
        }
        if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { return complain("an empty line") }
        guard let object = (try? JSONSerialization.jsonObject(with: Data(line))) as? [String: Any] else {
            return complain("a line that is no JSON object")
        }
        let after = object["after"] as? Int
        if let id = object["ack"] as? String, object.count == 1 {
            answer(id, .done)
        } else if let id = object["retry"] as? String, object.count == (after == nil ? 1 : 2) {
            answer(id, .again(after: min(86_400, max(0, after ?? 5))))
        } else {
            complain(#"a line that is neither {"ack":ID} nor {"retry":ID,"after":SECONDS}"#)
        }
    }

    private mutating func answer(_ id: String, _ answer: Answer) {
        guard let place = places[id] else { return complain("an answer to an event that it wasn't given") }
        guard answers[sequences[place]] == nil else { return complain("a second answer to an event") }
        note(answer, at: place)
    }

    private mutating func note(_ answer: Answer, at place: Int) {
        answers[sequences[place]] = answer
        while expected < sequences.count, answers[sequences[expected]] != nil { expected += 1 }
    }

    private mutating func complainOfLength() { complain("a line of more than \(Self.lineLimit) bytes") }

    private mutating func complain(_ what: String) {
        protocolErrors += 1
        if complaints.count < Self.toldLimit { complaints.append(what) }
    }

    /// Whether a line is `{"ack":"ID"}`, with or without the space that many libraries write.
    private static func isAck(_ line: [UInt8], of id: String) -> Bool {
        var id = id
        return id.withUTF8 { id in
            let spaced = line.count == id.count + 11
            guard spaced || line.count == id.count + 10 else { return false }
            let start = spaced ? 9 : 8
            return line.starts(with: spaced ? #"{"ack": ""#.utf8 : #"{"ack":""#.utf8)
                && line[start..<(start + id.count)].elementsEqual(id) && line.suffix(2).elementsEqual(#""}"#.utf8)
        }
    }
}
