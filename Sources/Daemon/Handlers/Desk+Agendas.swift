import Clinic
import ConvenedAPI
import Engine
import Ledger
import StrictTOML
import Varlink
import VarlinkServer

extension Desk {
    func serveAgendas(on service: inout Service) throws {
        let templates = try AgendaTemplate.shipped.keys.sorted().map { id in
            API.Agendas.Template(template: id, agenda: presenter.agenda(try template(id)))
        }
        try question(API.Agendas.List.self, on: &service) { _, _ in API.Agendas.List.Reply(templates: templates) }
        try question(API.Agendas.Show.self, on: &service) { asked, store in
            let group = try known(group: asked.group, in: store)
            return API.Agendas.Show.Reply(group: group.id.rawValue, agenda: group.agenda.map(presenter.agenda))
        }
        try command(API.Agendas.Set.self, on: &service, key: \.idempotencyKey) { asked in
            SetAgenda(group: asked.group, agenda: try agenda(asked))
        } reading: { answer, store in
            guard let agenda = try store.group(answer.outcome.group)?.agenda else {
                throw LedgerError.unreadable("an agenda that was just set")
            }
            return API.Agendas.Set.Reply(
                group: answer.outcome.group.rawValue, agenda: presenter.agenda(agenda),
                warnings: answer.outcome.warnings)
        }
        try command(API.Agendas.Remove.self, on: &service, key: \.idempotencyKey) { asked in
            SetAgenda(group: asked.group, agenda: nil)
        } reply: { _ in
            API.Agendas.Remove.Reply()
        }
    }

    private func agenda(_ asked: API.Agendas.Set.Parameters) throws -> Agenda {
        let agenda: Agenda
        switch (asked.template, asked.text) {
        case (let id?, nil): agenda = try template(id)
        case (nil, let text?): agenda = try self.agenda(text, asked.fileName ?? "the text")
        default:
            throw Refusal(
                .badValue(field: "template"),
                "an agenda is set by its identifier or by its text: give one of the two")
        }
        return agenda.advancing(asked.advances ?? false)
    }

    private func template(_ id: String) throws -> Agenda {
        guard let agenda = try AgendaTemplate.agenda(id) else {
            throw Refusal(
                .noSuchAgenda(String(id.prefix(40))),
                "no agenda called \(id.prefix(40)) comes with convened; 'convene agenda list' shows those that do, "
                    + "and a file of yours is named by its path")
        }
        return agenda
    }

    private func agenda(_ text: String, _ file: String) throws -> Agenda {
        do {
            return try AgendaTemplate.agenda(text: text, file: file)
        } catch {
            throw Refusal(.refusedAgenda(error.problems), "the agenda was not set, since its file isn't right")
        }
    }
}

extension Presenter {
    func agenda(_ agenda: Agenda) -> API.Agendas.Agenda {
        API.Agendas.Agenda(
            name: agenda.name,
            phases: agenda.phases.map {
                API.Agendas.Phase(name: $0.name, kind: $0.kind.rawValue, lengthSeconds: $0.length.count)
            }, lengthSeconds: agenda.length.count, advances: agenda.advances)
    }
}
