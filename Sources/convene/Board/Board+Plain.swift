import ConvenedAPI

extension Board {
    /// What has become different since a moment ago, one sentence a line: the board for screen readers and for pipes.
    func said(since before: Board, at now: Int) -> [String] {
        var lines: [String] = []
        if link != before.link { lines.append(linkInWords) }
        if mode == .help, before.mode != .help { lines += Self.help }
        lines += shown.map { said($0, since: before.shown, at: now) } ?? choiceLines(since: before)
        if let question = question, mode != before.mode { lines.append(question) }
        if hoursUntil > before.hoursUntil { lines += visible.map { "\($0.key) \($0.member.hoursInWords(showsNames))" } }
        if let note, note != before.note { lines.append((note.isTrouble ? "! " : "") + note.text) }
        return lines.map(printable)
    }

    private var linkInWords: String {
        switch link {
        case .live: "Connected."
        case .connecting: "Connecting."
        case .lost(let reason, _): "NOT LIVE: \(reason). Trying again."
        }
    }

    private func choiceLines(since before: Board) -> [String] {
        guard day != before.day || before.shown != nil, day != nil else { return [] }
        if choices.count == 1 { return [] }
        if choices.isEmpty { return ["No session is open. The next one appears by itself."] }
        return ["Which session? Type its number."]
            + choices.enumerated().map { "\($0.offset + 1) \($0.element.headline)" }
    }

    private func said(
        _ new: API.Sessions.Show.Reply, since old: API.Sessions.Show.Reply?, at now: Int
    ) -> [String] {
        let old = old?.session.session == new.session.session ? old : nil
        var lines: [String] = []
        if new.session.headline != old?.session.headline { lines.append(new.session.headline) }
        if new.course?.phase != old?.course?.phase || new.course?.turns != old?.course?.turns {
            lines += new.course?.discreetLines(at: now) ?? []
        }
        let marks = Dictionary(
            old?.attendances.map { ($0.member, Mark($0, in: new.session, at: now)) } ?? []
        ) { first, _ in first }
        for (key, one) in visible {
            let mark = Mark(one, in: new.session, at: now)
            guard marks[one.member] != mark else { continue }
            let time = (mark == .left ? one.out : one.in).map { " \(clock($0))" } ?? ""
            lines.append("\(key) \(one.label(showsNames)) \(mark.word)\(time)")
        }
        return lines
    }
}

extension API.Sessions.Attendance {
    fileprivate func hoursInWords(_ showsNames: Bool) -> String {
        guard let weekCreditedSeconds, let weekRequiredSeconds else { return "\(label(showsNames)) has no program" }
        return "\(label(showsNames)) \(hours(weekCreditedSeconds)) of \(roundHours(weekRequiredSeconds))"
            + (standing.map { ", \(inWords($0))" } ?? "")
    }
}

extension API.Sessions.Course {
    /// The phase that is on, and in a round whose turn it is, by initials.
    fileprivate func discreetLines(at now: Int) -> [String] {
        guard let phase, let current else { return [] }
        let left = left(at: now).map { ", \(leftInWords($0))" } ?? ""
        return ["\(current.name), phase \(phase + 1) of \(phases.count)\(left)"] + (turnFact.map { [$0] } ?? [])
    }
}
