import Synchronization

/// The runners that are to be woken, for those who can't wait for the host's turn.
final class Bell: Sendable {
    private let held = Mutex<[PluginRunner]>([])

    var runners: [PluginRunner] {
        get { held.withLock { $0 } }
        set { held.withLock { $0 = newValue } }
    }
}
