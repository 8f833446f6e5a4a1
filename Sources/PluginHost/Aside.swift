import Dispatch

/// Threads for calls that wait for the kernel or the disk, so that the few threads of tasks never do.
private let threads = DispatchQueue(label: "plugin-host", attributes: .concurrent)

/// Does something that may block on a thread aside.
func aside<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
        threads.async { continuation.resume(returning: work()) }
    }
}
