package import Clinic
import Ledger

/// Takes a program in, or a new version of it.
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
        if !dryRun, !versions.contains(program) {
            let week = work.week(of: work.today)
            let weeks = try work.store.enrolments().filter { stay in
                [stay].levels(in: week).contains { $0.level.program == program.id }
            }
            try work.record(
                .programDefined(program), about: Subject(program: program.id),
                touching: work.weeks(of: weeks.map(\.member), on: work.today))
        }
        return Outcome(isNew: versions.isEmpty)
    }
}
