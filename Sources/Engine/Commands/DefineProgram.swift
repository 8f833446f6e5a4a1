package import Clinic
import Ledger

/// Takes a program in, or a new version of it. All weeks that it judges are worked out anew, also closed ones.
package struct DefineProgram: Command {
    package static let name = "define-program"
    let program: Program
    let dryRun: Bool

    package init(_ program: Program, dryRun: Bool = false) {
        self.program = program
        self.dryRun = dryRun
    }

    package struct Outcome: CommandOutcome {
        package let isNew: Bool
    }

    package func perform(_ work: Work) throws -> Outcome {
        let versions = try work.store.versions(of: program.id)
        for step in program.stay?.steps ?? [] {
            guard let next = step.program, next != program.id, try work.store.versions(of: next).isEmpty else {
                continue
            }
            throw Refusal(
                .noSuchProgram(next.rawValue),
                "\(program.id) steps down to \(next), which isn't known; import that program first")
        }
        if !versions.contains(program) {
            if versions.contains(where: { $0.effective == program.effective }), !work.caller.isSupervisor {
                throw Refusal(
                    .notAllowed(role: "supervisor"),
                    "the version of \(program.id) of \(program.effective) is known and says something else; ask a "
                        + "supervisor to change it, or give the new one a later effective date")
            }
            let weeks = try work.weeks(of: program, among: versions)
            try work.checkMayChange(weeks, "a version of \(program.id) of \(program.effective)")
            if !dryRun {
                _ = try work.mendingLost(in: weeks) {
                    try work.record(.programDefined(program), about: Subject(program: program.id), touching: weeks)
                }
            }
        }
        return Outcome(isNew: versions.isEmpty)
    }
}

extension Work {
    /// The weeks on whose days a version of a program is in force, of members of that program, whose figures are written
    /// down. Days before the first version are judged by the first.
    fileprivate func weeks(of version: Program, among known: [Program]) throws -> [WeekKey] {
        let next = known.first { $0.effective > version.effective }?.effective
        let isFirst = !known.contains { $0.effective < version.effective }
        guard let first = try store.firstWeek() else { return [] }
        var start = isFirst ? first : max(first, version.effective.adding(days: -6))
        var keys: [WeekKey] = []
        while start <= today, next.map({ start < $0 }) ?? true {
            keys += try store.weeks(Week(start: start)).filter { record in
                try record.program == version.id
                    || stays(in: record.key).levels(in: record.key.week).contains { $0.level.program == version.id }
            }.map(\.key)
            start = start.adding(days: 1)
        }
        return keys
    }
}
