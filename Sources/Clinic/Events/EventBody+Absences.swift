/// `absences.reviewed`: a session is long enough over for its absences to be counted.
package struct AbsencesReviewed: Sendable, Hashable, Codable {
    /// How many members were absent.
    package let absent: Int

    package init(absent: Int) { self.absent = absent }
}
