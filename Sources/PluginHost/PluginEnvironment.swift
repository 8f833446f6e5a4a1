package import Clinic

/// What a host needs from whoever runs it.
package struct PluginEnvironment: Sendable {
    /// Where plugins are looked for; of two of the same name the first wins.
    package let folders: [String]
    /// Where each plugin has a folder of its own.
    package let stateFolder: String
    /// The users whose files may be executed.
    package let trustedOwners: Set<UInt32>
    /// How long the folders must have been quiet before a change is looked at; `nil` if they aren't watched.
    package let quiet: Duration?
    /// Gives one end of a connection on which the daemon serves the other as the plugin of a name; `nil` if it can't.
    package let connect: @Sendable (String) async -> Int32?
    /// Gives the plugin of a name, which is a service of its own, a socket that is known as its.
    package let listen: @Sendable (String) async -> Void
    /// Where systemd keeps the service's credentials; `nil` if there are none.
    package let credentials: String?
    /// Whether every child of this process that the host didn't start is a stray of some plugin: it has made itself the
    /// one to which processes go that lose their parent.
    package let ownsStrays: Bool
    /// A cgroup for each plugin, where the service may have them.
    package let cgroups: PluginCgroups?
    package let now: @Sendable () -> Instant
    /// Waits a time; throws if the task is cancelled.
    package let sleep: @Sendable (Seconds) async throws -> Void
    /// A number from 0 up to and without 1, by which a retry is spread out.
    package let jitter: @Sendable () -> Double
    package let notice: @Sendable (PluginNotice) -> Void

    package init(
        folders: [String], stateFolder: String, trustedOwners: Set<UInt32>, quiet: Duration?,
        connect: @escaping @Sendable (String) async -> Int32?,
        listen: @escaping @Sendable (String) async -> Void, credentials: String?,
        ownsStrays: Bool, cgroups: PluginCgroups?,
        now: @escaping @Sendable () -> Instant, sleep: @escaping @Sendable (Seconds) async throws -> Void,
        jitter: @escaping @Sendable () -> Double, notice: @escaping @Sendable (PluginNotice) -> Void
    ) {
        self.folders = folders
        self.stateFolder = stateFolder
        self.trustedOwners = trustedOwners
        self.quiet = quiet
        self.connect = connect
        self.listen = listen
        self.credentials = credentials
        self.ownsStrays = ownsStrays
        self.cgroups = cgroups
        self.now = now
        self.sleep = sleep
        self.jitter = jitter
        self.notice = notice
    }
}
