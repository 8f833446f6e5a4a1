import Clinic
import Ledger

extension Work {
    /// The member whom a typed or scanned code names.
    ///
    /// - Throws: ``Refusal`` with the nearest codes if nobody has it, or with everybody of that name if a name was
    ///   typed. Nobody is picked for the caller.
    func member(_ text: String) throws -> MemberCode {
        let typed = text.utf8.contains { $0 <= 32 } ? String(text.filter { !$0.isWhitespace }) : text
        if let code = MemberCode(rawValue: typed) {
            if try file(of: code) != nil { return code }
            let namesakes = try members(named: text)
            if namesakes.isEmpty { throw try unknown(code) }
            throw ambiguous(namesakes)
        }
        let namesakes = try members(named: text)
        if namesakes.isEmpty {
            throw Refusal(
                .noSuchMember("", nearest: []),
                "no member has that code or name; a code has \(MemberCode.form), and 'convene member list' shows them"
            )
        }
        throw ambiguous(namesakes)
    }

    /// The member whom a scanned code names. Whoever scans learns of nobody else: no name is looked for, and no code
    /// that is like it is told.
    func scanned(_ text: String) throws -> MemberCode {
        let typed = String(text.filter { !$0.isWhitespace })
        guard let code = MemberCode(rawValue: typed) else {
            throw Refusal(
                .noSuchMember("", nearest: []), "that is no code: a code has \(MemberCode.form); scan the card again")
        }
        if try file(of: code) != nil { return code }
        let why =
            code.hasValidCheck == false
            ? "its check digit says that it was misread or mistyped; scan the card again"
            : "scan the card again, or ask the staff"
        throw Refusal(.noSuchMember(code.rawValue, nearest: []), "nobody has the code \(code): \(why)")
    }

    /// The members whom codes name, each once.
    func members(_ texts: [String]) throws -> [MemberCode] {
        try texts.reduce(into: []) { codes, text in
            let code = try member(text)
            if !codes.contains(code) { codes.append(code) }
        }
    }

    private func unknown(_ code: MemberCode) throws -> Refusal {
        let nearest = MemberCode.nearest(to: code, among: try store.memberCodes())
        var message = "no member has the code \(code)"
        if code.hasValidCheck == false { message += ", and its check digit says that it was mistyped" }
        message +=
            nearest.isEmpty
            ? "; 'convene member list' shows the codes"
            : "; the nearest are \(nearest.map(\.rawValue).joined(separator: ", "))"
        return Refusal(.noSuchMember(code.rawValue, nearest: nearest), message)
    }

    private func ambiguous(_ codes: [MemberCode]) -> Refusal {
        Refusal(
            .ambiguousMember(codes),
            codes.count == 1
                ? "members are named by their code, so that nobody is mistaken for somebody else; "
                    + "the one of that name is \(codes[0])"
                : "\(codes.count) members have that name; tell them apart by birthday and type the code")
    }

    private func members(named text: String) throws -> [MemberCode] {
        let wanted = text.lowercased().split(separator: " ")
        guard !wanted.isEmpty else { return [] }
        return try store.memberNames().compactMap { code, name in
            let parts = name.reveal().lowercased().split(separator: " ")
            return wanted.allSatisfy { part in parts.contains { $0 == part } } ? code : nil
        }
    }

    func group(_ text: String) throws -> Group {
        guard let id = GroupID(rawValue: text), let group = try group(id) else {
            throw Refusal(
                .noSuchGroup(text.shortened), "there is no group \(text.shortened); 'convene group list' shows them")
        }
        return group
    }

    /// The member's stay on a local date.
    func enrolment(of member: MemberCode, on date: LocalDate) throws -> Enrolment {
        let stays = try stays(of: member)
        if let stay = stays.last(where: { $0.state(on: date) == .active }) { return stay }
        let state = stays.last?.state(on: date)
        if state == .onHold {
            throw Refusal(
                .notEnrolled(member, state),
                "\(member) is on hold on \(date); end that with 'convene enrolment resume \(member)' first")
        }
        let why =
            switch state {
            case .planned: "their stay begins on \(stays.last?.admitted.description ?? "a later day")"
            case .waitlisted: "they wait to be admitted"
            case .discharged: "they were discharged on \(stays.last?.discharged?.description ?? "an earlier day")"
            case .active, .onHold, nil: "they are in no program"
            }
        throw Refusal(
            .notEnrolled(member, state),
            "\(member) is not enrolled on \(date): \(why); admit them with 'convene member admit \(member)' first")
    }
}

extension String {
    /// At most 40 characters of something that a caller sent, without control characters, to be said back to them.
    var shortened: String {
        String(filter { $0.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 } }.prefix(40))
    }
}
