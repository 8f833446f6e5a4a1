import Synchronization

/// The connections and streams of a server, and whether there may be more.
final class ConnectionTable: Sendable {
    private struct State {
        var connections: [ObjectIdentifier: Connection] = [:]
        var perUID: [UInt32: Int] = [:]
        var streams = 0
        var isStopping = false
    }

    private let limits: Limits
    private let state = Mutex(State())

    init(limits: Limits) {
        self.limits = limits
    }

    var count: Int { state.withLock { $0.connections.count } }

    /// Counts a connection in. One that the server's owner brought along is limited in nothing.
    func enter(_ connection: Connection) throws(ServerError) {
        try state.withLock { state throws(ServerError) in
            if state.isStopping { throw .stopped }
            let uid = connection.peer.uid
            if !connection.isAdopted {
                let ofUID = state.perUID[uid, default: 0]
                if state.connections.count >= limits.connections { throw .refused(limit: "connections") }
                if ofUID >= limits.connectionsPerUID { throw .refused(limit: "connections_per_uid") }
                state.perUID[uid] = ofUID + 1
            }
            state.connections[ObjectIdentifier(connection)] = connection
        }
    }

    func leave(_ connection: Connection) {
        state.withLock { state in
            guard state.connections.removeValue(forKey: ObjectIdentifier(connection)) != nil else { return }
            guard !connection.isAdopted else { return }
            let rest = state.perUID[connection.peer.uid, default: 1] - 1
            state.perUID[connection.peer.uid] = rest > 0 ? rest : nil
        }
    }

    /// Counts a stream in. False when there are as many as there may be.
    func beginStream() -> Bool {
        state.withLock { state in
            guard state.streams < limits.streams else { return false }
            state.streams += 1
            return true
        }
    }

    func endStream() {
        state.withLock { $0.streams -= 1 }
    }

    /// Lets nobody in any more, and gives everybody who is in.
    func stop() -> [Connection] {
        state.withLock { state in
            state.isStopping = true
            return Array(state.connections.values)
        }
    }
}
