public import Varlink

/// A call that waits for its answer. Can be answered from any thread.
///
/// It has exactly one final answer: whatever comes after it is dropped, as is everything once the caller has gone.
public struct ServerCall<Method: VarlinkMethod>: Sendable {
    private let handle: CallHandle

    init(_ handle: CallHandle) {
        self.handle = handle
    }

    /// Who calls.
    public var peer: Peer { handle.state.peer }

    /// Whether replies with `continues` reach the caller. Without it the first reply is the final one.
    public var wantsMore: Bool { handle.state.wantsMore }

    /// Whether the caller hears nothing of the answer. It must be given all the same.
    public var isOneway: Bool { handle.state.isOneway }

    /// Answers the call.
    ///
    /// - Parameter continues: whether more replies follow. Counts only if the caller wants more.
    public func reply(_ reply: Method.Reply, continues: Bool = false) {
        let continues = continues && wantsMore
        handle.state.answer(isFinal: !continues) { bytes in
            try ReplyMessage.write(continues: continues, to: &bytes) { bytes in try JSON.encode(reply, to: &bytes) }
        }
    }

    /// Answers the call with one reply, which is made and written out on the event loop. It must not block.
    public func reply(_ reply: @escaping @Sendable () -> Method.Reply) {
        handle.state.answer(later: { bytes in
            try ReplyMessage.write(continues: false, to: &bytes) { bytes in try JSON.encode(reply(), to: &bytes) }
        })
    }

    /// Takes note of who uses the caller's account: calls after this one on the same connection have that peer. To be
    /// said before the answer.
    public func isUsed(by person: String) {
        handle.state.become(peer.used(by: person))
    }

    /// Answers the call with an error.
    public func fail(_ error: some VarlinkError) {
        handle.state.fail(error)
    }

    /// Has something done when the caller goes before the final answer. At once if that has happened.
    ///
    /// - Parameter body: runs on the event loop or, if the caller has gone already, right here. It must not block.
    public func onClose(_ body: @escaping @Sendable () -> Void) {
        handle.state.onClose(body)
    }
}

extension ServerCall where Method.Reply == NoParameters {
    /// Answers the call that it is done.
    public func reply() { reply(NoParameters()) }
}

/// Keeps a call answerable. When it goes, whoever was to answer has let go.
final class CallHandle: Sendable {
    let state: CallState

    init(_ state: CallState) {
        self.state = state
    }

    deinit { state.letGo() }
}
