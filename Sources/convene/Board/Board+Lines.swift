import ConvenedAPI

extension Board {
    /// The whole screen: exactly as many lines as it has rows.
    func lines(columns: Int, rows: Int, on screen: Screen, at now: Int) -> [String] {
        let head = head(columns, screen, at: now)
        let foot = foot(columns, screen)
        let room = max(0, rows - head.count - foot.count)
        let body = mode == .help ? Self.help : body(columns, room, isLive ? screen : .plain, at: now)
        let filled = body.prefix(room).map { isLive ? $0 : screen.styled($0, .faint) }
        return Array((head + filled + Array(repeating: "", count: room - filled.count) + foot).prefix(rows))
    }

    // MARK: The session

    private func head(_ columns: Int, _ screen: Screen, at now: Int) -> [String] {
        let zone = columns < 60 ? "" : anyTime.flatMap(foreignZone).map { " \($0)" } ?? ""
        let time = wallClock(at: now) + zone
        let title = truncated(printable(title), to: columns - displayWidth(time) - 2)
        let gap = String(repeating: " ", count: max(1, columns - displayWidth(title) - displayWidth(time)))
        return [screen.styled(title, .bold) + gap + time] + banner(columns, screen, at: now)
    }

    private var title: String {
        guard let session = shown?.session else { return "convene board" }
        let lead = session.lead.map { " · led by \($0)" } ?? ""
        return "\(session.groupName) · \(weekdayAndDate(session.date))\(lead)"
    }

    /// What is shown is never passed off as fresh while nobody says so.
    private func banner(_ columns: Int, _ screen: Screen, at now: Int) -> [String] {
        switch link {
        case .live: return [""]
        case .connecting: return ["Connecting …"]
        case .lost(let reason, let since):
            let text = "! NOT LIVE since \(wallClock(at: since)), this is old: \(reason); trying again"
            return [screen.styled(truncated(text, to: columns), .red)]
        }
    }

    /// A time of the clinic's, for its zone.
    private var anyTime: String? { shown?.session.plannedStart ?? day?.sessions.first?.plannedStart }

    /// The time of day where the clinic is.
    private func wallClock(at now: Int) -> String {
        guard let offset = anyTime.flatMap(instant)?.offset else { return "" }
        let minutes = (now / 1000 + offset) / 60
        return "\(twoDigits(minutes / 60 % 24)):\(twoDigits(minutes % 60))"
    }

    private func body(_ columns: Int, _ rows: Int, _ screen: Screen, at now: Int) -> [String] {
        guard let shown else { return waiting(columns) }
        var lines: [String] = []
        if let clock = BoardClock(shown, at: now) {
            lines += clock.lines(columns, large: rows >= 14, shown, on: screen)
        } else {
            lines += wrapped(shown.session.headline, to: columns)
        }
        lines += [""] + [counts(shown, at: now)] + [""]
        return lines + members(columns, max(1, rows - lines.count), screen, at: now)
    }

    /// While no session is chosen: those that could be, or those of the day.
    private func waiting(_ columns: Int) -> [String] {
        guard let day else { return [] }
        if choices.count > 1 {
            let rows = choices.enumerated().map { "  \($0.offset + 1)  \($0.element.headline)" }
            return ["Which session? Press its number.", ""] + rows.map { truncated($0, to: columns) }
        }
        return ["No session is open. The next one appears by itself.", ""]
            + day.lines(on: Screen(width: columns, colour: false))
    }

    // MARK: The members

    private func counts(_ shown: API.Sessions.Show.Reply, at now: Int) -> String {
        let marks = shown.attendances.map { Mark($0, in: shown.session, at: now) }
        let counts = Mark.allCases.compactMap { mark in
            let number = marks.count { $0 == mark }
            return number > 0 ? "\(mark.rawValue) \(number) \(mark.word)" : nil
        }
        let pages = pageCount > 1 ? ["page \(page + 1) of \(pageCount): Space turns it"] : []
        return (counts + pages).joined(separator: "   ")
    }

    private func members(_ columns: Int, _ rows: Int, _ screen: Screen, at now: Int) -> [String] {
        guard let shown else { return [] }
        let turns = Dictionary(shown.course?.turns.map { ($0.member, $0.state) } ?? []) { first, _ in first }
        let cells = visible.map { key, one in
            cell(key, one, in: shown.session, turn: turns[one.member], at: now)
        }
        let width = (cells.map { displayWidth($0.text) }.max() ?? 0) + 3
        let across = max(1, (columns + 3) / width)
        let height = max(1, min(rows, max((cells.count + across - 1) / across, min(rows, 6))))
        return (0..<min(height, cells.count)).map { row in
            stride(from: row, to: cells.count, by: height).prefix(across).map { index in
                let cell = cells[index]
                let text = truncated(cell.text, to: columns)
                let padding = String(repeating: " ", count: max(0, width - displayWidth(text)))
                return screen.styled(text, cell.style) + (isRightToLeft(text) ? "\u{200E}" : "") + padding
            }.joined()
        }
    }

    /// `1 ● A.P. 17:58`, with the hours of the week for as long as they are shown.
    private func cell(
        _ key: Character, _ one: API.Sessions.Attendance, in session: API.Sessions.Session, turn: String?, at now: Int
    ) -> Table.Cell {
        let mark = Mark(one, in: session, at: now)
        var text = "\(key) \(mark.rawValue) \(truncated(one.label(showsNames), to: 28))"
        if mark == .present, let time = one.in { text += " \(clock(time))" }
        if mark == .left, let time = one.out { text += " \(clock(time))" }
        switch turn {
        case "had": text += " ✓"
        case "now": text += " ◀"
        default: break
        }
        if now < hoursUntil, let credited = one.weekCreditedSeconds, let required = one.weekRequiredSeconds {
            text += " \(hours(credited)) of \(roundHours(required))"
            if let standing = one.standing { text += " \(Standing(standing).sign)" }
        }
        return Table.Cell(text, turn == "now" ? .bold : mark.style)
    }

    // MARK: What can be pressed

    private func foot(_ columns: Int, _ screen: Screen) -> [String] {
        let (text, style): (String, Style?) =
            question.map { ($0, .yellow) } ?? note.map {
                (($0.isTrouble ? "! " : "") + $0.text, $0.isTrouble ? .red : nil)
            }
            ?? ("", nil)
        let notes = wrapped(printable(text), to: columns).prefix(3).map { screen.styled($0, style) }
        return [""] + notes + [truncated(Self.keys, to: columns)]
    }

    /// What the next key answers.
    var question: String? {
        switch mode {
        case .confirmingEnd:
            "End the session and check out \(count(shown?.session.present ?? 0, "member"))? Y: yes · any other key: no"
        case .startingLate:
            "Did treatment begin at \(shown.map { clock($0.session.plannedStart) } ?? ""), or now? "
                + "P: as planned · N: now"
        case .checkingOut: "Check out: press the member's key, or O again for nobody"
        case .choosingForMeasures: "Measures: press the member's key, or M again for nobody"
        case .measuring(let entry): entry.question
        case .watching, .help: nil
        }
    }

    private static let keys = "Key: in · O out · N next · B break · X +10 · U undo · H hours · ? help · Q leave"

    static let help = """
        A member's key checks in. O and the key checks out.

        S  start treatment, or open the session      N  next turn or phase
        B  break, and on after it                    P  back
        X  ten minutes more                          E  end, everybody out
        U  take back your last entry                 H  hours, for ten seconds
        M  measures of a member                      Space  the next page
        T  another session                           Q  leave

        ● in   ! late   ○ expected   – out   ✗ no-show   ~ not coming
        ◀ has the turn   ✓ has had it

        Any key goes back.
        """.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
}

/// Where a member is, as a board shows it: a sign that needs no colour.
enum Mark: String, CaseIterable {
    case present = "●"
    case away = "→"
    case late = "!"
    case expected = "○"
    case left = "–"
    case missed = "✗"
    case notComing = "~"

    /// - Parameter now: Milliseconds since 1970 UTC.
    init(_ one: API.Sessions.Attendance, in session: API.Sessions.Session, at now: Int) {
        switch one.state {
        case "present": self = .present
        case "away": self = .away
        case "left": self = .left
        case "no_show", "unexcused": self = .missed
        case "expected":
            let isLate = instant(session.plannedStart).map { now > $0.milliseconds } ?? false
            self = isLate && session.isOn ? .late : .expected
        default: self = .notComing
        }
    }

    var word: String {
        switch self {
        case .present: "in"
        case .away: "away"
        case .late: "late"
        case .expected: "expected"
        case .left: "out"
        case .missed: "missing"
        case .notComing: "not coming"
        }
    }

    var style: Style? {
        switch self {
        case .present: .green
        case .late: .yellow
        case .missed: .red
        case .away, .expected, .left, .notComing: nil
        }
    }
}
