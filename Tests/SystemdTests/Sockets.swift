import Foundation

/// An empty folder with a short path, as socket names need it.
func temporaryFolder() throws -> URL {
    let folder = URL(fileURLWithPath: "/tmp/convened-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    return folder
}

/// A Unix socket of this type (`SOCK_STREAM`, `SOCK_DGRAM`) bound to a path.
func boundSocket(_ path: String, _ type: CInt) throws -> CInt {
    let descriptor = socket(AF_UNIX, type, 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let answer = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
    }
    guard descriptor >= 0, answer == 0 else { throw CocoaError(.fileWriteUnknown) }
    return descriptor
}
