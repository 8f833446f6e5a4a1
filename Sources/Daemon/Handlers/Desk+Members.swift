import Clinic
import ConvenedAPI
import Engine
import Ledger
import Varlink
import VarlinkServer

extension Desk {
    func serveMembers(on service: inout Service) throws {
        try serveIntake(on: &service)
        try serveNotes(on: &service)
        try question(API.Members.List.self, on: &service) { asked, store in
            if let group = asked.group { _ = try known(group: group, in: store) }
            let members = try store.members().map { try store.present($0, on: today) }
            return API.Members.List.Reply(
                members: members.filter { member in
                    (asked.group.map(member.groups.contains) ?? true)
                        && (asked.program == nil || member.program == asked.program)
                        && (asked.state == nil || member.state == asked.state)
                })
        }
        try disclosing(API.Members.Show.self, on: &service) { asked, peer, store in
            let code = try engine.member(asked.member, in: store)
            guard let member = try store.member(code) else { throw LedgerError.unreadable("a member without a row") }
            let assignment = try store.assignment(of: code)
            // There is no field by which a plugin could be granted what members say of themselves.
            let isPlugin = peer.label != nil
            let readsNotes = try !isPlugin && isReader(peer, of: code, store)
            let reply = API.Members.Show.Reply(
                member: try store.present(member, on: today),
                contacts: member.details.contacts.reveal().map(presenter.contact),
                enrolments: try store.enrolments(of: code).map(enrolment),
                rosters: try store.rosterEntries(of: code).map { entry in
                    API.Members.RosterEntry(
                        group: entry.group.rawValue, from: entry.from.description, to: entry.to?.description,
                        waitlisted: entry.waitlisted)
                }, caseManager: assignment.caseManager?.rawValue, deputy: assignment.deputy?.rawValue,
                measures: try isPlugin ? [] : courses(of: code, from: LocalDate(daysSince1970: 0), to: today, store),
                notes: try store.notes(about: code).map { presenter.note($0, isReadable: readsNotes) },
                readsNotes: readsNotes)
            return (reply, Disclosure(what: .record, subject: Subject(member: code)))
        }
        try command(API.Members.Edit.self, on: &service, key: \.idempotencyKey) { asked in
            EditMember(
                member: asked.member, name: try asked.name.map(MemberEntry.name),
                born: try asked.born.map { try MemberEntry.born($0, today: today) },
                contacts: try asked.contacts.map(MemberEntry.contacts))
        } reply: {
            API.Members.Edit.Reply(changed: $0.outcome.changed)
        }
        try command(API.Members.Admit.self, on: &service, key: \.idempotencyKey) { asked in
            AdmitMember(
                member: asked.member, program: asked.program, on: try date(asked.on, "on"), groups: asked.groups,
                waits: asked.waitlist ?? false)
        } reply: { answer in
            API.Members.Admit.Reply(
                member: answer.outcome.member.rawValue, waitlisted: answer.outcome.waitlisted.map(\.rawValue))
        }
        try command(API.Members.Discharge.self, on: &service, key: \.idempotencyKey) { asked in
            guard let ending = Enrolment.Ending(rawValue: asked.reason) else {
                throw Refusal(
                    .badValue(field: "reason"),
                    "a stay ends as \(Enrolment.Ending.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            return DischargeMember(member: asked.member, on: try date(asked.on, "on"), ending: ending)
        } reading: { answer, store in
            let outcome = answer.outcome
            let stay = try store.enrolments(of: outcome.member).last { $0.discharged == outcome.last }
            let state = outcome.last == nil ? .discharged : stay?.state(on: today) ?? .discharged
            return API.Members.Discharge.Reply(
                member: outcome.member.rawValue, last: outcome.last?.description, state: state.rawValue,
                changed: outcome.changed, waitlisted: outcome.waitlisted.map(\.rawValue))
        }
    }

    private func serveIntake(on service: inout Service) throws {
        try command(API.Members.Import.self, on: &service, key: \.idempotencyKey) { asked, call in
            let file = try RosterFile.read(asked.text, today: today)
            return AddMembers(file.forms, problems: file.problems, dryRun: asked.dryRun ?? false) { done, total in
                if call.wantsMore { call.reply(.init(members: [], done: done, total: total), continues: true) }
            }
        } reply: { answer in
            API.Members.Import.Reply(
                members: answer.outcome.added.map { member in
                    API.Members.ImportedMember(
                        line: member.line, code: member.code.rawValue, generated: member.generated,
                        waitlisted: member.waitlisted.map(\.rawValue))
                })
        }
        try command(API.Members.Add.self, on: &service, key: \.idempotencyKey) { asked in
            AddMembers([
                MemberForm(
                    code: asked.code,
                    details: MemberDetails(
                        name: try MemberEntry.name(asked.name),
                        born: try MemberEntry.born(asked.born, today: today),
                        contacts: try MemberEntry.contacts(asked.contacts)),
                    program: asked.program, admitted: try date(asked.admitted, "admitted"), groups: asked.groups)
            ])
        } reply: { answer in
            let added = answer.outcome.added.first
            return API.Members.Add.Reply(
                code: added?.code.rawValue ?? "", waitlisted: added?.waitlisted.map(\.rawValue) ?? [])
        }
    }

    private func enrolment(_ enrolment: Enrolment) -> API.Members.Enrolment {
        API.Members.Enrolment(
            program: enrolment.program(on: today).rawValue, state: enrolment.state(on: today).rawValue,
            admitted: enrolment.admitted.description, ended: enrolment.discharged?.description,
            reason: enrolment.ending?.rawValue)
    }
}
