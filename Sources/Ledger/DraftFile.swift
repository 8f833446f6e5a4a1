import Clinic
import Foundation

/// A file that is written beside its place, closed to others, and takes its place once it is whole and on disk.
final class DraftFile {
    /// Where the file is to be.
    private let place: String
    /// Where it is until then.
    let path: String
    private let descriptor: CInt

    /// Begins the file anew; what an attempt that was interrupted has left is written over.
    ///
    /// - Throws: ``BackupError`` if it can't be made, or if another process is writing it.
    init(for place: String) throws(BackupError) {
        self.place = place
        path = place + ".part"
        descriptor = try Self.open(path, for: place)
        unlink(path + "-journal")
        // What throws once everything is set is deinitialised, so closed, too.
        guard fchmod(descriptor, 0o600) == 0, ftruncate(descriptor, 0) == 0 else { throw failed() }
    }

    /// Opens the file of a name, or a new one, for nobody else.
    private static func open(_ path: String, for place: String) throws(BackupError) -> CInt {
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .unwritable(path: place, reason: String(cString: strerror(errno))) }
        var file = stat()
        // Whoever had it until now may have put it in its place meanwhile.
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, fstat(descriptor, &file) == 0, isFile(file, at: path) else {
            close(descriptor)
            throw .underWay(path: place)
        }
        guard file.st_nlink > 1 else { return descriptor }
        // An attempt was interrupted when it was in its place already, where it is whole and stays.
        close(descriptor)
        guard unlink(path) == 0 else { throw .unwritable(path: place, reason: String(cString: strerror(errno))) }
        return try open(path, for: place)
    }

    deinit { close(descriptor) }

    /// Gives the file to somebody.
    func give(to owner: (user: uid_t, group: gid_t)) throws(BackupError) {
        guard fchown(descriptor, owner.user, owner.group) == 0 else { throw failed() }
    }

    /// Puts the file in its place.
    ///
    /// - Parameter replacing: Whether it may take the place of one that is there.
    func finish(replacing: Bool) throws(BackupError) {
        guard fsync(descriptor) == 0 else { throw failed() }
        if !replacing {
            // Unlike a new name, a second one never takes the place of a file that has come meanwhile. The file systems of
            // some removable disks know no second names.
            guard link(path, place) != 0 else { return unlink(path) == 0 ? try syncFolder(of: place) : () }
            let error = errno
            guard error == EPERM || error == EOPNOTSUPP, access(place, F_OK) != 0 else {
                throw error == EEXIST || access(place, F_OK) == 0 ? .exists(path: place) : failed(error)
            }
        }
        guard rename(path, place) == 0 else { throw failed() }
        try syncFolder(of: place)
    }

    /// Takes away what was written so far.
    func discard() {
        for suffix in ["", "-journal", "-wal", "-shm"] { unlink(path + suffix) }
    }

    private func failed(_ error: CInt = errno) -> BackupError {
        .unwritable(path: place, reason: String(cString: strerror(error)))
    }
}

/// Sees to it that the names in a file's folder are on disk.
func syncFolder(of path: String) throws(BackupError) {
    let descriptor = open(folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    // Some file systems can't, and have nothing to do then.
    guard fsync(descriptor) == 0 || errno == EINVAL else {
        throw .unwritable(path: path, reason: String(cString: strerror(errno)))
    }
}

/// The folder that a file is in.
func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
}
