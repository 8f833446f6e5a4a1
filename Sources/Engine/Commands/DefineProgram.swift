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
        if !dryRun, !versions.contains(program) {
            let weeks = try work.store.enrolments().filter {
                $0.program == program.id && $0.state(on: work.today) == .active
            }
            try work.record(
                .programDefined(program), about: Subject(program: program.id),
                touching: work.weeks(of: weeks.map(\.member), on: work.today))
        }
        return Outcome(isNew: versions.isEmpty)
    }
}
