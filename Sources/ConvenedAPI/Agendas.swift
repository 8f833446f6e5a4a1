package import Varlink

extension API {
    /// Agendas: the parts of a group's sessions, in their order and with their planned lengths.
    package enum Agendas {}
}

extension API.Agendas {
    /// The agendas that come with convened.
    package enum List: VarlinkMethod {
        package static let name = "io.convened.Agendas.List"
        package typealias Parameters = NoParameters

        package struct Reply: Codable, Equatable, Sendable {
            package let templates: [Template]

            package init(templates: [Template]) {
                self.templates = templates
            }
        }
    }

    /// The agenda of a group.
    package enum Show: VarlinkMethod {
        package static let name = "io.convened.Agendas.Show"

        package struct Parameters: Codable, Equatable, Sendable {
            package let group: String

            package init(group: String) {
                self.group = group
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let group: String
            package let agenda: Agenda?

            package init(group: String, agenda: Agenda?) {
                self.group = group
                self.agenda = agenda
            }
        }
    }

    /// Says how a group's sessions go from now on. Those that have started keep theirs.
    package enum Set: VarlinkMethod {
        package static let name = "io.convened.Agendas.Set"

        package struct Parameters: Codable, Equatable, Sendable {
            package let group: String
            package let template: String?
            package let text: String?
            package let fileName: String?
            package let advances: Bool?
            package let idempotencyKey: String?

            package init(
                group: String, template: String? = nil, text: String? = nil, fileName: String? = nil,
                advances: Bool? = nil, idempotencyKey: String? = nil
            ) {
                self.group = group
                self.template = template
                self.text = text
                self.fileName = fileName
                self.advances = advances
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let group: String
            package let agenda: Agenda
            package let warnings: [String]

            package init(group: String, agenda: Agenda, warnings: [String]) {
                self.group = group
                self.agenda = agenda
                self.warnings = warnings
            }
        }
    }

    /// Takes a group's agenda away. Sessions that have started keep theirs.
    package enum Remove: VarlinkMethod {
        package static let name = "io.convened.Agendas.Remove"

        package struct Parameters: Codable, Equatable, Sendable {
            package let group: String
            package let idempotencyKey: String?

            package init(group: String, idempotencyKey: String? = nil) {
                self.group = group
                self.idempotencyKey = idempotencyKey
            }
        }

        package typealias Reply = NoParameters
    }

    /// A part of a session.
    package struct Phase: Codable, Equatable, Sendable {
        package let name: String
        package let kind: String
        package let lengthSeconds: Int

        package init(name: String, kind: String, lengthSeconds: Int) {
            self.name = name
            self.kind = kind
            self.lengthSeconds = lengthSeconds
        }
    }

    /// The parts of a session.
    package struct Agenda: Codable, Equatable, Sendable {
        package let name: String
        package let phases: [Phase]
        package let lengthSeconds: Int
        package let advances: Bool

        package init(name: String, phases: [Phase], lengthSeconds: Int, advances: Bool) {
            self.name = name
            self.phases = phases
            self.lengthSeconds = lengthSeconds
            self.advances = advances
        }
    }

    /// An agenda that comes with convened, to start from.
    package struct Template: Codable, Equatable, Sendable {
        package let template: String
        package let agenda: Agenda

        package init(template: String, agenda: Agenda) {
            self.template = template
            self.agenda = agenda
        }
    }

    /// No agenda of this name comes with convened.
    package struct NoSuchAgenda: VarlinkError, Equatable {
        package static let name = "io.convened.Agendas.NoSuchAgenda"
        package let template: String
        package let message: String

        package init(template: String, message: String) {
            self.template = template
            self.message = message
        }
    }

    /// The text is no agenda. Nothing was changed.
    package struct Refused: VarlinkError, Equatable {
        package static let name = "io.convened.Agendas.Refused"
        package let problems: [String]
        package let message: String

        package init(problems: [String], message: String) {
            self.problems = problems
            self.message = message
        }
    }
}
