import Clinic
import Ledger

extension Work {
    /// Takes the steps of step-down plans whose day has come, those of days that were missed first.
    func takeSteps() throws {
        while true {
            let due = try treated().compactMap { stay -> (stay: Enrolment, level: LevelOfCare)? in
                guard let program = try program(stay.program(on: today), on: today),
                    let next = stay.nextStep(after: today, of: program), next.from <= today,
                    try self.program(next.program, on: next.from) != nil
                else { return nil }
                return (stay, next)
            }
            guard let first = due.map(\.level.from).min() else { return }
            for (stay, level) in due where level.from == first {
                try assign(level, to: stay, byClock: true)
            }
        }
    }

    /// Says what stays ask for soon, each once.
    func sayDues() throws {
        let said = Set(try store.saidDues())
        for stay in try treated() {
            guard let program = try program(stay.program(on: today), on: today) else { continue }
            for due in stay.dues(by: program) where due.said <= today {
                // A stay that has long been as long as it must be is no news.
                if due.kind == .minimumStay, due.on < today.adding(days: -7) { continue }
                let mark = SaidDue(member: stay.member, kind: due.kind.rawValue, stay: stay.admitted, on: due.on)
                guard !said.contains(mark) else { continue }
                try record(
                    .enrolmentDue(
                        EnrolmentDue(
                            kind: due.kind, stay: stay.admitted, on: due.on, addressees: addressees(for: stay.member))),
                    about: Subject(member: stay.member, program: program.id))
            }
        }
    }

    /// The stays of everybody who is in treatment today.
    private func treated() throws -> [Enrolment] {
        try store.enrolments().filter { $0.state(on: today) == .active }
    }
}
