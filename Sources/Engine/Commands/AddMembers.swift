import Clinic
import Ledger

/// Takes members in: all of them or, if anything about any is wrong, none.
package struct AddMembers: Command {
    package static let name = "add-members"
    let forms: [MemberForm]
    /// What was found wrong with other lines of the same file.
    let problems: [LineProblem]
    /// Whether to check only.
    let dryRun: Bool
    /// Hears now and then how many are taken in, and how many there are. It is no part of what is asked.
    let progress: @Sendable (Int, Int) -> Void

    package init(
        _ forms: [MemberForm], problems: [LineProblem] = [], dryRun: Bool = false,
        progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) {
        self.forms = forms
        self.problems = problems
        self.dryRun = dryRun
        self.progress = progress
    }

    private enum CodingKeys: CodingKey {
        case forms, problems, dryRun
    }

    package struct Outcome: CommandOutcome {
        package let added: [AddedMember]
    }

    package func perform(_ work: Work) throws -> Outcome {
        let drafts = try MemberDrafts(forms, work)
        let problems = (problems + drafts.problems).sorted { $0.line < $1.line }
        if let first = problems.first {
            throw Refusal(
                .refusedImport(problems),
                first.line == 0
                    ? "the member was not added: \(first.reason)"
                    : "nothing was imported, since \(problems.count) "
                        + (problems.count == 1 ? "line is wrong" : "lines are wrong"))
        }
        if dryRun { return Outcome(added: drafts.members.map { $0.added(waitlisted: []) }) }
        let added = try drafts.members.enumerated().map { index, draft in
            if index.isMultiple(of: 100) { progress(index, drafts.members.count) }
            return try add(draft, work)
        }
        return Outcome(added: added)
    }

    private func add(_ draft: MemberDraft, _ work: Work) throws -> AddedMember {
        try work.record(.memberAdded(draft.form.details), about: Subject(member: draft.code))
        var waitlisted: [GroupID] = []
        if let program = draft.program {
            waitlisted = try work.admit(
                draft.code, to: program, on: draft.admitted, groups: draft.groups)
        }
        return draft.added(waitlisted: waitlisted)
    }
}

/// One member who is about to be taken in.
struct MemberDraft {
    let form: MemberForm
    let code: MemberCode
    let generated: Bool
    let program: Program?
    let admitted: LocalDate
    let groups: [Group]

    func added(waitlisted: [GroupID]) -> AddedMember {
        AddedMember(line: form.line, code: code, generated: generated, waitlisted: waitlisted)
    }
}

/// Forms held against what the ledger knows and against each other.
struct MemberDrafts {
    private(set) var members: [MemberDraft] = []
    private(set) var problems: [LineProblem] = []
    private var taken: Set<MemberCode>
    private var nextNumber: Int

    init(_ forms: [MemberForm], _ work: Work) throws {
        taken = Set(try work.store.memberCodes())
        nextNumber = (taken.compactMap(\.generatedNumber).max() ?? 99) + 1
        for form in forms where form.code != nil { try add(form, work) }
        for form in forms where form.code == nil { try add(form, work) }
        members.sort { $0.form.line < $1.form.line }
    }

    private mutating func add(_ form: MemberForm, _ work: Work) throws {
        do {
            let program = try form.program.map(work.wantedProgram)
            let groups = try form.groups.map { try work.wantedGroup($0, for: program) }
            let code = try code(form)
            members.append(
                MemberDraft(
                    form: form, code: code, generated: form.code == nil, program: program,
                    admitted: form.admitted ?? work.today, groups: groups))
        } catch let problem as DraftProblem {
            problems.append(LineProblem(line: form.line, reason: problem.reason))
        }
    }

    private mutating func code(_ form: MemberForm) throws -> MemberCode {
        guard let text = form.code else {
            var code = MemberCode.generated(number: nextNumber)
            while taken.contains(code) {
                nextNumber += 1
                code = MemberCode.generated(number: nextNumber)
            }
            taken.insert(code)
            nextNumber += 1
            return code
        }
        guard let code = MemberCode(rawValue: text) else {
            throw DraftProblem(reason: "the code \(text.shortened) is none: a code has \(MemberCode.form)")
        }
        guard taken.insert(code).inserted else {
            throw DraftProblem(reason: "the code \(code) belongs to a member already; codes are never given again")
        }
        return code
    }
}
