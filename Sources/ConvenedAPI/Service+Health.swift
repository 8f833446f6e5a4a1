package import Varlink

extension API.Service {
    /// What somebody who looks after the service wants to know of it. Names nobody.
    package enum Health: VarlinkMethod {
        package static let name = "io.convened.Service.Health"
        package typealias Parameters = NoParameters

        package struct Reply: Codable, Equatable, Sendable {
            package let version: String
            package let now: String
            package let zone: String
            package let programs: Int
            package let groups: Int
            package let undelivered: Int
            package let ledger: String
            package let ledgerBytes: Int
            package let freeBytes: Int
            package let totalBytes: Int
            package let backups: String?
            package let lastBackup: String?

            package init(
                version: String, now: String, zone: String, programs: Int, groups: Int, undelivered: Int,
                ledger: String, ledgerBytes: Int, freeBytes: Int, totalBytes: Int, backups: String?,
                lastBackup: String?
            ) {
                self.version = version
                self.now = now
                self.zone = zone
                self.programs = programs
                self.groups = groups
                self.undelivered = undelivered
                self.ledger = ledger
                self.ledgerBytes = ledgerBytes
                self.freeBytes = freeBytes
                self.totalBytes = totalBytes
                self.backups = backups
                self.lastBackup = lastBackup
            }
        }
    }
}
