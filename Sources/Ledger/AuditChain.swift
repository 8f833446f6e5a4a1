import Clinic
import Crypto
import Foundation

/// The chain that ties each event to its predecessor: SHA-256 over the predecessor's hash and everything in the row.
///
/// Of personal values it covers a digest only, so that it still verifies after a lawful erasure.
enum AuditChain {
    /// The hash before the first event.
    static let origin = Data(count: 32)

    static func digest(_ personal: String) -> Data {
        Data(SHA256.hash(data: Data(personal.utf8)))
    }

    static func hash(
        _ event: RecordedEvent, weeks: String?, personalDigest: Data?, after predecessor: Data
    ) -> Data {
        var bytes = [UInt8]()
        bytes.reserveCapacity(512)
        bytes.append(contentsOf: predecessor)
        for number in [
            event.sequence, event.version, event.cause ?? -1, Int(event.happened.milliseconds),
            Int(event.recorded.milliseconds),
        ] {
            withUnsafeBytes(of: Int64(number).bigEndian) { bytes.append(contentsOf: $0) }
        }
        let subject = event.subject
        for text in [
            event.site, event.type, subject.member?.rawValue, subject.session?.rawValue, subject.group?.rawValue,
            subject.program?.rawValue, event.actor, event.body, weeks,
        ] {
            append(text, to: &bytes)
        }
        bytes.append(contentsOf: personalDigest ?? Data())
        return Data(SHA256.hash(data: bytes))
    }

    /// Absent and empty are told apart, and no text can run into the next.
    private static func append(_ text: String?, to bytes: inout [UInt8]) {
        let length = Int64(text?.utf8.count ?? -1)
        withUnsafeBytes(of: length.bigEndian) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: (text ?? "").utf8)
    }
}
