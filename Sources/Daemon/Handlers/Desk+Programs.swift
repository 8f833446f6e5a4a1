import Clinic
import ConvenedAPI
import Engine
import Ledger
import StrictTOML
import VarlinkServer

extension Desk {
    func servePrograms(on service: inout Service) throws {
        try question(API.Programs.List.self, on: &service) { _, store in
            API.Programs.List.Reply(
                programs: try store.programs().compactMap { id in
                    try (store.program(id, on: today) ?? store.versions(of: id).first).map(presenter.program)
                })
        }
        try question(API.Programs.Show.self, on: &service) { asked, store in
            let date = try date(asked.on, "on") ?? today
            guard let id = ProgramID(rawValue: asked.program), let first = try store.versions(of: id).first else {
                throw Refusal(
                    .noSuchProgram(String(asked.program.prefix(40))),
                    "there is no program \(asked.program.prefix(40)); 'convene program list' shows them")
            }
            return API.Programs.Show.Reply(
                program: presenter.program(try store.program(id, on: date) ?? first),
                versions: try store.versions(of: id).map(\.effective.description))
        }
        try service.register(API.Programs.Import.self) { asked, call in
            do {
                let program = try ProgramTemplate.program(text: asked.text, file: asked.fileName)
                engine.submit(
                    DefineProgram(program, dryRun: asked.dryRun ?? false), from: roles.caller(call.peer),
                    key: asked.idempotencyKey
                ) { result in
                    switch result {
                    case .success(let answer):
                        call.reply(
                            API.Programs.Import.Reply(
                                program: program.id.rawValue, effective: program.effective.description,
                                isNew: answer.outcome.isNew))
                    case .failure(let refusal): fail(refusal, call)
                    }
                }
            } catch let error as StrictTOMLError {
                call.fail(
                    API.Programs.Refused(
                        problems: error.problems.map { problem($0, in: asked.fileName) },
                        message: "the program was not imported, since its file isn't right"))
            } catch {
                fail(error, call)
            }
        }
    }

    /// A sentence such as `iop.toml line 12: …` divided into its parts; line 0 if it speaks of the whole file.
    private func problem(_ sentence: String, in file: String) -> API.Programs.Problem {
        let place = "\(file) line "
        let parts = sentence.dropFirst(place.count).split(separator: ":", maxSplits: 1)
        guard sentence.hasPrefix(place), parts.count == 2, let line = Int(parts[0]) else {
            return API.Programs.Problem(line: 0, reason: sentence)
        }
        return API.Programs.Problem(line: line, reason: String(parts[1].dropFirst()))
    }
}
