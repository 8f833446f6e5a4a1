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

/// Says that somebody takes care of an alert.
package struct AcknowledgeAlert: Command {
    package static let name = "acknowledge-alert"
    let alert: Int

    package init(_ alert: Int) { self.alert = alert }

    package func perform(_ work: Work) throws -> Done {
        guard let known = try work.store.alert(alert) else {
            throw Refusal(.noSuchAlert(alert), "there is no alert \(alert); 'convene alerts' shows them")
        }
        if known.state == .raised {
            try work.record(
                .alertAcknowledged(AlertEnded(alert: alert)), about: Subject(member: known.member), cause: alert)
        }
        return Done()
    }
}
