import ConvenedAPI

/// Keys: a small letter or a digit is a member, a capital is the session.
extension Board {
    /// The keys beside the members.
    static let labels: [Character] = Array("123456789abcdefghijklmnoprstuvwxyz")

    var pageCount: Int { max(1, (order.count + Self.labels.count - 1) / Self.labels.count) }

    /// The members of this page, each with its key.
    var visible: [(key: Character, member: API.Sessions.Attendance)] {
        let members = order.dropFirst(page * Self.labels.count).compactMap { code in
            shown?.attendances.first { $0.member == code }
        }
        return Array(zip(Self.labels, members))
    }

    mutating func press(_ key: Key, at now: Int) -> [Action] {
        switch key {
        case .interrupt, .endOfInput: return [.leave]
        case .escape:
            (mode, note, hoursUntil) = (.watching, nil, 0)
            return []
        case .enter: return enter()
        case .other: return []
        case .character(let character): return press(character, at: now)
        }
    }

    /// Whether what is typed waits for Enter.
    var isTyping: Bool { if case .measuring = mode { true } else { false } }

    /// Takes a measure that was typed; the last one is written down with the others.
    private mutating func enter() -> [Action] {
        guard case .measuring(var entry) = mode else { return [] }
        entry.enter()
        guard entry.left.isEmpty else {
            mode = .measuring(entry)
            return []
        }
        mode = .watching
        return entry.values.isEmpty ? [] : change(.record(entry))
    }

    private mutating func press(_ character: Character, at now: Int) -> [Action] {
        note = nil
        switch mode {
        case .measuring(var entry):
            entry.type(character)
            mode = .measuring(entry)
            return []
        case .confirmingEnd:
            mode = .watching
            return character.uppercased() == "Y" ? change(.end) : []
        case .startingLate:
            mode = .watching
            switch character.uppercased() {
            case "P": return change(.start(at: shown?.session.plannedStart))
            case "N": return change(.start(at: nil))
            default: return []
            }
        case .help:
            mode = .watching
            return []
        case .watching, .checkingOut, .choosingForMeasures: break
        }
        switch character {
        case "Q", "q": return [.leave]
        case "?": mode = .help
        case "T" where named == nil: return choose(nil)
        case " ": page = (page + 1) % pageCount
        default:
            if shown == nil { return choose(character) }
            return character.isUppercase ? command(character, at: now) : member(character)
        }
        return []
    }

    /// One of several sessions, by its number.
    private mutating func choose(_ character: Character) -> [Action] {
        guard let number = character.wholeNumberValue, choices.indices.contains(number - 1) else { return [] }
        return choose(choices[number - 1])
    }

    private mutating func command(_ character: Character, at now: Int) -> [Action] {
        guard let session = shown?.session else { return [] }
        switch character {
        case "H": hoursUntil = now < hoursUntil ? 0 : now + Self.hoursShownFor
        case "O": mode = mode == .checkingOut ? .watching : .checkingOut
        case "M":
            guard shown?.measures?.isEmpty == false else {
                note = Note(text: "This group asks for no measures")
                break
            }
            mode = mode == .choosingForMeasures ? .watching : .choosingForMeasures
            return measures == nil ? change(.measures) : []
        case "N": return change(.next)
        case "P": return change(.back)
        case "B": return change(session.pause == nil ? .pause : .resume)
        case "X": return change(.extend)
        case "U": return change(.undo)
        case "S":
            if session.state == "scheduled" { return change(.open) }
            let isLate = instant(session.plannedStart).map { now >= $0.milliseconds + 60_000 } ?? false
            guard session.state == "open", isLate else { return change(.start(at: nil)) }
            mode = .startingLate
        case "E":
            guard session.state == "running" else { return change(.end) }
            mode = .confirmingEnd
        default: break
        }
        return []
    }

    private mutating func member(_ character: Character) -> [Action] {
        guard let one = visible.first(where: { $0.key == character })?.member else { return [] }
        let (out, measured) = (mode == .checkingOut, mode == .choosingForMeasures)
        mode = .watching
        if measured { return ask(for: one) }
        if out { return change(.checkOut(one.member)) }
        if one.state == "present", let since = one.in {
            note = Note(text: "\(one.label(showsNames)) is in since \(clock(since)); O and \(character) checks out")
            return []
        }
        return change(.checkIn(one.member))
    }

    /// Asks for the group's measures, once they are known.
    private mutating func ask(for one: API.Sessions.Attendance) -> [Action] {
        if let measures, !measures.isEmpty {
            mode = .measuring(MeasureEntry(member: one.member, measures: measures))
        } else {
            note = Note(text: "The group's measures aren't known here: press M once more", isTrouble: true)
        }
        return []
    }

    /// Asks for a change, unless nobody is there to make it.
    private mutating func change(_ request: Request) -> [Action] {
        guard isLive else {
            note = Note(text: "There is no connection, so nothing was done", isTrouble: true)
            return []
        }
        return [.ask(request)]
    }
}
