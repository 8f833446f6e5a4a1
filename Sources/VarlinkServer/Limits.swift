public import NIOCore

/// What a server puts up with. Each limit is told with the name under which the log speaks of it.
public struct Limits: Sendable, Equatable {
    /// `message_size`: the longest message that is accepted, in bytes. A longer one closes its connection.
    public var messageSize = 1 << 20

    /// `connections`: how many connections are served at once. One too many is closed at once.
    public var connections = 256

    /// `connections_per_uid`: how many connections one user has at once. One too many is closed at once.
    public var connectionsPerUID = 64

    /// `calls_in_flight`: how many calls of one connection may be waiting. No more are read until some are answered.
    public var callsInFlightPerConnection = 64

    /// `output_queue`: how many bytes may wait for a slow reader. A stream beyond it is cut off; other calls wait.
    public var outputQueueBytes = 4 << 20

    /// `streams`: how many calls with `more` are answered at once, over all connections.
    public var streams = 64

    /// `idle_time`: how long a connection may have no call before it is closed. Nil means for ever. A connection with
    /// a call or a stream is never idle.
    public var idleTime: TimeAmount? = .minutes(10)

    public init() {}
}
