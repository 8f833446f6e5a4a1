import ConvenedAPI
import Varlink

extension Connection {
    /// Does something with a session that was named, or with the only possible one. Asks which is meant if there are
    /// several and somebody can be asked; the answer holds for the rest of the command.
    func resolving<Result>(_ session: String?, _ body: (String?) throws -> Result) throws -> Result {
        do {
            return try body(session)
        } catch let refusal as VarlinkFailure {
            guard Terminal.canAsk, !printsJSON, let choices = refusal.decode(as: API.Sessions.Ambiguous.self)?.sessions
            else { throw refusal }
            if let chosen = choices.first(where: { $0.session == chosenSession }) { return try body(chosen.session) }
            disconnect()
            let names = choices.map { "\($0.phrase)  \($0.session)" }
            guard let chosen = Terminal.choose("Which session?", among: names) else { throw Failure(.interrupted) }
            chosenSession = choices[chosen].session
            return try body(chosenSession)
        }
    }

    /// Does something for each of several members. What is refused for one is said and doesn't keep the others waiting;
    /// the first refusal's status is the command's.
    func forEach(_ members: [String], session: String?, _ body: (String, String?) throws -> Void) throws {
        var refusals = Refusals(asJSON: printsJSON)
        for member in members {
            do {
                try resolving(session) { try body(member, $0) }
            } catch let refusal as VarlinkFailure {
                refusals.say(refusal)
            }
        }
        try refusals.finish()
    }
}
